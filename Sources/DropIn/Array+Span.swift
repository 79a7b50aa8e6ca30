import FileSystem

extension [UInt8] {
  /// A copy of the bytes of a view.
  init(copying span: Span<UInt8>) {
    self = []
    reserveCapacity(span.count)
    for index in span.indices { append(span[index]) }
  }
}

extension BufferedOutput {
  /// Adds bytes and a newline.
  mutating func append(line span: Span<UInt8>) {
    append(Array(copying: span)[...])
    append("\n")
  }
}
