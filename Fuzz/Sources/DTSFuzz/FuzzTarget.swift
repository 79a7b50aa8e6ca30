/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  Limits.check(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

/// What libFuzzer calls once before: the bombs that it would not find by itself.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(_ count: UnsafeMutableRawPointer?, _ arguments: UnsafeMutableRawPointer?) -> CInt {
  Limits.checkBombs()
  return 0
}
