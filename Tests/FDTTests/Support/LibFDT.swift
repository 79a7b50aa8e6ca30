import CLibFDT

/// libfdt over one blob, with offsets into the structure block as it counts them.
///
/// Only for blobs that `verdict` takes: libfdt may read past the end of others.
struct LibFDT {
  let blob: [UInt8]

  /// 0, or the error that `fdt_check_full` finds.
  var verdict: Int32 {
    unsafe call { unsafe fdt_check_full($0, blob.count) }
  }

  /// Every node in order, with its depth.
  var nodes: [(offset: Int32, depth: Int32)] {
    unsafe call { fdt in
      var nodes: [(offset: Int32, depth: Int32)] = []
      var depth: Int32 = 0
      // -1 stands before the first node, wherever it is.
      var offset = unsafe fdt_next_node(fdt, -1, nil)
      while offset >= 0, depth >= 0 {
        nodes.append((offset, depth))
        offset = unsafe fdt_next_node(fdt, offset, &depth)
      }
      return nodes
    }
  }

  func name(of node: Int32) -> [UInt8] {
    unsafe call { fdt in
      var length: Int32 = 0
      let name = unsafe fdt_get_name(fdt, node, &length)
      return unsafe bytes(name.map { unsafe UnsafeRawPointer($0) }, length)
    }
  }

  func properties(of node: Int32) -> [(name: [UInt8], value: [UInt8])] {
    unsafe call { fdt in
      var found: [(name: [UInt8], value: [UInt8])] = []
      var offset = unsafe fdt_first_property_offset(fdt, node)
      while offset >= 0 {
        var name: UnsafePointer<CChar>?
        var length: Int32 = 0
        let value = unsafe fdt_getprop_by_offset(fdt, offset, &name, &length)
        unsafe found.append((bytes(text: name), bytes(value, length)))
        offset = unsafe fdt_next_property_offset(fdt, offset)
      }
      return found
    }
  }

  func property(_ name: String, of node: Int32) -> [UInt8]? {
    unsafe call { fdt in
      var length: Int32 = 0
      let value = unsafe fdt_getprop(fdt, node, name, &length)
      return length < 0 ? nil : unsafe bytes(value, length)
    }
  }

  func phandle(of node: Int32) -> UInt32 { unsafe call { unsafe fdt_get_phandle($0, node) } }

  func node(phandle: UInt32) -> Int32 { unsafe call { unsafe fdt_node_offset_by_phandle($0, phandle) } }

  func node(at path: [UInt8]) -> Int32 {
    unsafe call { fdt in
      unsafe path.withUnsafeBytes { bytes in
        unsafe fdt_path_offset_namelen(
          fdt, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(path.count))
      }
    }
  }

  func path(of node: Int32) -> [UInt8]? {
    unsafe call { fdt in
      var buffer = [CChar](repeating: 0, count: 4096)
      guard unsafe fdt_get_path(fdt, node, &buffer, Int32(buffer.count)) == 0 else { return nil }
      return buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    }
  }

  func parent(of node: Int32) -> Int32 { unsafe call { unsafe fdt_parent_offset($0, node) } }

  func depth(of node: Int32) -> Int32 { unsafe call { unsafe fdt_node_depth($0, node) } }

  func node(after start: Int32, compatible: String) -> Int32 {
    unsafe call { unsafe fdt_node_offset_by_compatible($0, start, compatible) }
  }

  func node(after start: Int32, where name: String, is value: [UInt8]) -> Int32 {
    unsafe call { fdt in
      unsafe value.withUnsafeBytes { bytes in
        unsafe fdt_node_offset_by_prop_value(fdt, start, name, bytes.baseAddress, Int32(value.count))
      }
    }
  }

  func stringCount(_ name: String, of node: Int32) -> Int32 {
    unsafe call { unsafe fdt_stringlist_count($0, node, name) }
  }

  func stringIndex(_ name: String, of node: Int32, _ text: String) -> Int32 {
    unsafe call { unsafe fdt_stringlist_search($0, node, name, text) }
  }

  func addressCells(of node: Int32) -> Int32 { unsafe call { unsafe fdt_address_cells($0, node) } }

  func sizeCells(of node: Int32) -> Int32 { unsafe call { unsafe fdt_size_cells($0, node) } }

  var maximumPhandle: UInt32 {
    unsafe call { fdt in
      var phandle: UInt32 = 0
      return unsafe fdt_find_max_phandle(fdt, &phandle) == 0 ? phandle : .max
    }
  }

  var reservations: [[UInt64]] {
    unsafe call { fdt in
      (0..<(unsafe max(0, fdt_num_mem_rsv(fdt)))).map { index in
        var (address, size): (UInt64, UInt64) = (0, 0)
        _ = unsafe fdt_get_mem_rsv(fdt, index, &address, &size)
        return [address, size]
      }
    }
  }

  private func call<T>(_ body: (UnsafeRawPointer) -> T) -> T {
    unsafe blob.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { preconditionFailure("an empty blob is not for libfdt") }
      return unsafe body(start)
    }
  }

  private func bytes(_ start: UnsafeRawPointer?, _ count: Int32) -> [UInt8] {
    guard let start = unsafe start, count > 0 else { return [] }
    return unsafe Array(UnsafeRawBufferPointer(start: start, count: Int(count)))
  }

  private func bytes(text: UnsafePointer<CChar>?) -> [UInt8] {
    guard let text = unsafe text else { return [] }
    var bytes: [UInt8] = []
    while case let byte = unsafe text[bytes.count], byte != 0 { bytes.append(UInt8(bitPattern: byte)) }
    return bytes
  }
}
