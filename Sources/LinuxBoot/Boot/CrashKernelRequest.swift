/// What `crashkernel=` asks for (`parse_crashkernel`, kernel/crash_reserve.c).
struct CrashKernelRequest {
  var size: UInt64
  /// The address asked for; 0 for any.
  var base: UInt64 = 0
  /// Above 4 GiB first (`,high`).
  var isHigh = false
  /// What is wanted below 4 GiB then.
  var lowSize: UInt64 = 0

  /// What is kept below 4 GiB for a crash kernel above it, if nothing is said: 128 MiB.
  static let defaultLowSize: UInt64 = 128 << 20

  /// Reads the last `crashkernel=` of each kind; nil if none can be used.
  init?(_ line: CommandLine, memory: UInt64) {
    let values = line.text.utf8.split(separator: UInt8(ascii: " ")).compactMap { word -> String? in
      let word = String(decoding: Array(word), as: UTF8.self)
      return word.hasPrefix("crashkernel=") ? String(word.dropFirst("crashkernel=".count)) : nil
    }
    let suffixes = [",high", ",low", ",cma"]
    if let plain = values.last(where: { value in !suffixes.contains { value.hasSuffix($0) } }) {
      guard let found = plain.contains(":") ? Self.ranges(plain, memory) : Self.simple(plain) else {
        return nil
      }
      (size, base) = found
    } else {
      guard let high = values.last(where: { $0.hasSuffix(",high") }), let found = Self.suffixed(high, ",high")
      else { return nil }
      size = found
      isHigh = true
      lowSize = Self.defaultLowSize
      if let low = values.last(where: { $0.hasSuffix(",low") }) {
        guard let found = Self.suffixed(low, ",low") else { return nil }
        lowSize = found
      }
    }
    guard size > 0, size < memory else { return nil }
  }

  /// Reads SIZE[@BASE].
  private static func simple(_ text: String) -> (size: UInt64, base: UInt64)? {
    var scanner = NumberScanner(text)
    guard let size = scanner.memorySize() else { return nil }
    if scanner.take("@") { return (size, scanner.memorySize() ?? 0) }
    return scanner.isAtEnd ? (size, 0) : nil
  }

  /// Reads SIZE,high or SIZE,low.
  private static func suffixed(_ text: String, _ suffix: String) -> UInt64? {
    var scanner = NumberScanner(text)
    guard let size = scanner.memorySize(), scanner.take(suffix), scanner.isAtEnd else { return nil }
    return size
  }

  /// Reads FROM-[TO]:SIZE,…[@BASE], by the RAM there is, rounded up to 128 MiB.
  private static func ranges(_ text: String, _ memory: UInt64) -> (size: UInt64, base: UInt64)? {
    let total = (memory &+ ((128 << 20) - 1)) / (128 << 20) &* (128 << 20)
    var scanner = NumberScanner(text)
    var size: UInt64 = 0
    repeat {
      guard let start = scanner.memorySize(), scanner.take("-") else { return nil }
      var end = UInt64.max
      if scanner.next != UInt8(ascii: ":") {
        guard let limit = scanner.memorySize(), limit > start else { return nil }
        end = limit
      }
      guard scanner.take(":"), let wanted = scanner.memorySize(), wanted < total else { return nil }
      if total >= start, total < end {
        size = wanted
        break
      }
    } while scanner.take(",")
    guard size > 0 else { return (0, 0) }
    scanner.skip(to: "@")
    guard scanner.take("@") else { return (size, 0) }
    guard let base = scanner.memorySize() else { return nil }
    return (size, base)
  }
}
