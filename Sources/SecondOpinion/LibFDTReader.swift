import CLibFDT

/// A blob as libfdt, the code that Linux carries, reads it.
///
/// This room is the only library room with `unsafe`: everything here is a call into C over bytes that outlive it.
struct LibFDTReader {
  /// One node as libfdt reports it.
  struct Node {
    var depth: Int
    var name: [UInt8]
    var properties: [(name: [UInt8], value: [UInt8])]
  }

  /// What libfdt says about the whole blob: nil if it accepts it, else its own error text.
  static func complaint(about blob: [UInt8]) -> String? {
    let code = unsafe blob.withUnsafeBytes { bytes in
      unsafe bytes.baseAddress.map { unsafe fdt_check_full($0, bytes.count) } ?? -8
    }
    return code == 0 ? nil : text(of: code)
  }

  /// Every node in order.
  ///
  /// Only for blobs that libfdt accepts.
  static func nodes(of blob: [UInt8]) -> [Node] {
    unsafe blob.withUnsafeBytes { bytes in
      var nodes: [Node] = []
      guard let fdt = bytes.baseAddress else { return [] }
      var depth: Int32 = 0
      var offset: Int32 = 0
      while offset >= 0, depth >= 0 {
        var length: Int32 = 0
        let name = unsafe fdt_get_name(fdt, offset, &length)
        unsafe nodes.append(
          Node(
            depth: Int(depth), name: copy(name.map { unsafe UnsafeRawPointer($0) }, count: length),
            properties: properties(of: offset, in: fdt)))
        unsafe offset = fdt_next_node(fdt, offset, &depth)
      }
      return nodes
    }
  }

  /// The memory reservations in order, as address and size in bytes.
  static func reservations(of blob: [UInt8]) -> [(UInt64, UInt64)] {
    unsafe blob.withUnsafeBytes { bytes in
      guard let fdt = bytes.baseAddress else { return [] }
      let count = unsafe fdt_num_mem_rsv(fdt)
      return (0..<max(0, count)).map { index in
        var (address, size): (UInt64, UInt64) = (0, 0)
        _ = unsafe fdt_get_mem_rsv(fdt, index, &address, &size)
        return (address, size)
      }
    }
  }

  private static func properties(
    of node: Int32, in fdt: UnsafeRawPointer
  ) -> [(name: [UInt8], value: [UInt8])] {
    var found: [(name: [UInt8], value: [UInt8])] = []
    var offset = unsafe fdt_first_property_offset(fdt, node)
    while offset >= 0 {
      var name: UnsafePointer<CChar>?
      var length: Int32 = 0
      let value = unsafe fdt_getprop_by_offset(fdt, offset, &name, &length)
      unsafe found.append((copy(text: name), copy(value, count: length)))
      offset = unsafe fdt_next_property_offset(fdt, offset)
    }
    return found
  }

  private static func copy(_ start: UnsafeRawPointer?, count: Int32) -> [UInt8] {
    guard let start = unsafe start, count > 0 else { return [] }
    return unsafe Array(UnsafeRawBufferPointer(start: start, count: Int(count)))
  }

  private static func copy(text: UnsafePointer<CChar>?) -> [UInt8] {
    guard let text = unsafe text else { return [] }
    // Not through String: a name need not be UTF-8.
    var bytes: [UInt8] = []
    while case let byte = unsafe text[bytes.count], byte != 0 { bytes.append(UInt8(bitPattern: byte)) }
    return bytes
  }

  private static func text(of code: Int32) -> String {
    guard let text = unsafe fdt_strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }
}
