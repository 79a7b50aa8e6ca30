import CLibFDT

/// libfdt's overlays, called in the process.
enum LibFDTOverlays {
  /// What libfdt makes of a base; nil where it refuses.
  ///
  /// Behind the base its buffer holds `filler`.
  static func apply(_ base: [UInt8], _ overlays: [[UInt8]], filler: UInt8 = 0) -> [UInt8]? {
    let room = 2 * (base.count + overlays.reduce(0) { $0 + $1.count }) + 4096
    var buffer = [UInt8](repeating: filler, count: room)
    let (size, from) = (Int32(buffer.count), base)
    let isDone = unsafe buffer.withUnsafeMutableBytes { bytes in
      let fdt = bytes.baseAddress
      guard unsafe from.withUnsafeBytes({ unsafe fdt_open_into($0.baseAddress, fdt, size) }) == 0 else {
        return false
      }
      for overlay in overlays {
        // It is changed on the way.
        var copy = overlay
        guard unsafe copy.withUnsafeMutableBytes({ unsafe fdt_overlay_apply(fdt, $0.baseAddress) }) == 0
        else {
          return false
        }
      }
      return unsafe fdt_pack(fdt) == 0
    }
    guard isDone else { return nil }
    let total = buffer[4..<8].reduce(0) { $0 << 8 | Int($1) }
    return Array(buffer[..<total])
  }
}
