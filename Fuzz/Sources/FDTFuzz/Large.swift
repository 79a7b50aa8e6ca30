import FDT

/// Large blobs of one kind each.
enum Large {
  static func nodes(deep count: Int) -> [UInt8] {
    blob { structure in
      for _ in 1..<count { structure += [0, 0, 0, 1, 0x6e, 0, 0, 0] }
      for _ in 1..<count { structure += [0, 0, 0, 2] }
    }
  }

  static func nodes(beside count: Int, name: String) -> [UInt8] {
    let padded = Array(name.utf8) + Array(repeating: 0, count: 4 - name.utf8.count % 4)
    return blob { structure in
      for _ in 0..<count { structure += [0, 0, 0, 1] + padded + [0, 0, 0, 2] }
    }
  }

  static func nodes(numbered count: Int) -> [UInt8] {
    var writer = FlattenedTreeWriter()
    for number in 0..<count { writer.node("n@\(String(number, radix: 16))") { _ in } }
    return (try? writer.finished()) ?? []
  }

  static func properties(_ count: Int) -> [UInt8] {
    blob(strings: [0x70, 0]) { structure in
      for _ in 0..<count { structure += [0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0] }
    }
  }

  static func phandles(_ count: Int) -> [UInt8] {
    var writer = FlattenedTreeWriter()
    for number in 0..<count {
      writer.node("n") { $0.property("phandle", cells: UInt32(number) &* 2_654_435) }
    }
    return (try? writer.finished()) ?? []
  }

  static func reservations(_ count: Int) -> [UInt8] {
    var writer = FlattenedTreeWriter()
    for number in 1...count { writer.reserve(address: UInt64(number), size: 1) }
    return (try? writer.finished()) ?? []
  }

  static func blanks(_ count: Int) -> [UInt8] {
    blob { structure in
      for _ in 0..<count { structure += [0, 0, 0, 4] }
    }
  }

  /// A blob whose root has this inside.
  static func blob(strings: [UInt8] = [0], _ body: (inout [UInt8]) -> Void) -> [UInt8] {
    var structure: [UInt8] = [0, 0, 0, 1, 0, 0, 0, 0]
    body(&structure)
    structure += [0, 0, 0, 2, 0, 0, 0, 9]
    var blob: [UInt8] = []
    let total = 56 + structure.count + strings.count
    for word in [0xd00d_feed, total, 56, 56 + structure.count, 40, 17, 16, 0, strings.count, structure.count]
    {
      for shift in [24, 16, 8, 0] { blob.append(UInt8(truncatingIfNeeded: word >> shift)) }
    }
    return blob + Array(repeating: 0, count: 16) + structure + strings
  }
}
