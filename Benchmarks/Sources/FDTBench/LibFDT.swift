import CLibFDTBaseline

/// What a C program would do with libfdt.
enum LibFDT {
  static func validate(_ blob: [UInt8]) -> Int {
    blob.withUnsafeBytes { fdt_check_full($0.baseAddress, $0.count) == 0 ? 1 : 0 }
  }

  /// Every name and value once.
  static func walk(_ blob: [UInt8]) -> Int {
    blob.withUnsafeBytes { bytes in
      let fdt = bytes.baseAddress
      var sum = 0
      var depth: Int32 = 0
      var node: Int32 = 0
      while node >= 0, depth >= 0 {
        var length: Int32 = 0
        _ = fdt_get_name(fdt, node, &length)
        sum &+= Int(length)
        var property = fdt_first_property_offset(fdt, node)
        while property >= 0 {
          var name: UnsafePointer<CChar>?
          var length: Int32 = 0
          _ = fdt_getprop_by_offset(fdt, property, &name, &length)
          sum &+= Int(length)
          property = fdt_next_property_offset(fdt, property)
        }
        node = fdt_next_node(fdt, node, &depth)
      }
      return sum
    }
  }

  static func look(up paths: [String], in blob: [UInt8]) -> Int {
    blob.withUnsafeBytes { bytes in
      let base = Int(offsetOfStructure(bytes))
      return paths.reduce(0) { $0 &+ Int(fdt_path_offset(bytes.baseAddress, $1)) &+ base }
    }
  }

  static func look(up phandles: [UInt32], in blob: [UInt8]) -> Int {
    blob.withUnsafeBytes { bytes in
      let base = Int(offsetOfStructure(bytes))
      return phandles.reduce(0) { $0 &+ Int(fdt_node_offset_by_phandle(bytes.baseAddress, $1)) &+ base }
    }
  }

  private static func offsetOfStructure(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
  }

  /// A blob in a buffer with `room` bytes behind it.
  static func opened(_ blob: [UInt8], room: Int) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: blob.count + room)
    let count = Int32(buffer.count)
    _ = buffer.withUnsafeMutableBytes { to in
      blob.withUnsafeBytes { fdt_open_into($0.baseAddress, to.baseAddress, count) }
    }
    return buffer
  }

  /// Makes the edits and returns how many were done.
  static func apply(_ edits: ArraySlice<Edit>, to buffer: inout [UInt8]) -> Int {
    buffer.withUnsafeMutableBytes { bytes in
      let fdt = bytes.baseAddress
      return edits.reduce(0) { done, edit in
        let node = fdt_path_offset(fdt, edit.path)
        guard node >= 0 else { return done }
        let code: Int32
        switch edit.change {
        case .set(let name, let value): code = fdt_setprop(fdt, node, name, value, Int32(value.count))
        case .addChild(let name): code = fdt_add_subnode(fdt, node, name)
        case .remove: code = fdt_del_node(fdt, node)
        }
        return done &+ (code >= 0 ? 1 : 0)
      }
    }
  }
}
