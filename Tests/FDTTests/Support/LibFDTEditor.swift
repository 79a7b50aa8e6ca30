import CLibFDT

/// A blob that libfdt edits, in a buffer with room.
///
/// Every operation returns libfdt's code: 0 or a negative error.
final class LibFDTEditor {
  private var buffer: [UInt8]

  /// Moves `blob` into a buffer of `capacity` bytes, as `fdt_open_into` does.
  init(opening blob: [UInt8], capacity: Int) {
    buffer = Array(repeating: 0, count: capacity)
    _ = unsafe buffer.withUnsafeMutableBytes { target in
      unsafe blob.withUnsafeBytes { source in
        guard let to = target.baseAddress, let from = source.baseAddress else { return Int32(-1) }
        return unsafe fdt_open_into(from, to, Int32(capacity))
      }
    }
  }

  /// Edits `blob` as it is, in whatever version.
  init(inPlace blob: [UInt8]) { buffer = blob }

  func setInPlace(_ name: String, _ value: [UInt8], at path: String) -> Int32 {
    unsafe edit(path) { unsafe fdt_setprop_inplace($0, $1, name, value, Int32(value.count)) }
  }

  func blankNode(at path: String) -> Int32 { unsafe edit(path) { unsafe fdt_nop_node($0, $1) } }

  /// The blob as it is.
  var reader: LibFDT { LibFDT(blob: buffer) }

  func set(_ name: String, _ value: [UInt8], at path: String) -> Int32 {
    unsafe edit(path) { unsafe fdt_setprop($0, $1, name, value, Int32(value.count)) }
  }

  func append(_ name: String, _ value: [UInt8], at path: String) -> Int32 {
    unsafe edit(path) { unsafe fdt_appendprop($0, $1, name, value, Int32(value.count)) }
  }

  func append(address: UInt64, size: UInt64, to name: String, below parent: String, at path: String) -> Int32
  {
    unsafe edit(path) { fdt, node in
      let parent = unsafe fdt_path_offset(fdt, parent)
      return unsafe fdt_appendprop_addrrange(fdt, parent, node, name, address, size)
    }
  }

  func overwrite(_ name: String, at start: Int, _ value: [UInt8], at path: String) -> Int32 {
    unsafe edit(path) {
      unsafe fdt_setprop_inplace_namelen_partial(
        $0, $1, name, Int32(name.utf8.count), UInt32(start), value, Int32(value.count))
    }
  }

  func remove(_ name: String, at path: String) -> Int32 {
    unsafe edit(path) { unsafe fdt_delprop($0, $1, name) }
  }

  func blank(_ name: String, at path: String) -> Int32 {
    unsafe edit(path) { unsafe fdt_nop_property($0, $1, name) }
  }

  func addChild(_ name: String, at path: String) -> Int32 {
    unsafe edit(path) { unsafe min(0, fdt_add_subnode($0, $1, name)) }
  }

  func removeChild(_ name: String, at path: String) -> Int32 {
    unsafe edit(path) { fdt, node in
      let child = unsafe fdt_subnode_offset(fdt, node, name)
      return child < 0 ? child : unsafe fdt_del_node(fdt, child)
    }
  }

  func blankChild(_ name: String, at path: String) -> Int32 {
    unsafe edit(path) { fdt, node in
      let child = unsafe fdt_subnode_offset(fdt, node, name)
      return child < 0 ? child : unsafe fdt_nop_node(fdt, child)
    }
  }

  func rename(to name: String, at path: String) -> Int32 {
    unsafe edit(path) { unsafe fdt_set_name($0, $1, name) }
  }

  func addReservation(_ address: UInt64, _ size: UInt64) -> Int32 {
    unsafe call { unsafe fdt_add_mem_rsv($0, address, size) }
  }

  func removeReservation(_ index: Int) -> Int32 { unsafe call { unsafe fdt_del_mem_rsv($0, Int32(index)) } }

  /// Packs the blob and gives it back the room behind it, without which libfdt could not edit it any more.
  func repack() -> Int32 {
    let capacity = Int32(buffer.count)
    return unsafe call {
      let code = unsafe fdt_pack($0)
      return code == 0 ? unsafe fdt_open_into($0, $0, capacity) : code
    }
  }

  func pack() -> Int32 { unsafe call { unsafe fdt_pack($0) } }

  private func edit(_ path: String, _ body: (UnsafeMutableRawPointer, Int32) -> Int32) -> Int32 {
    unsafe call { fdt in
      let node = unsafe fdt_path_offset(fdt, path)
      return node < 0 ? node : unsafe body(fdt, node)
    }
  }

  private func call(_ body: (UnsafeMutableRawPointer) -> Int32) -> Int32 {
    unsafe buffer.withUnsafeMutableBytes { bytes in
      guard let start = bytes.baseAddress else { return -1 }
      return unsafe body(start)
    }
  }
}
