/// Builds small kernel images byte by byte, from the description of their headers.
struct ImageBuilder {
  static let banner = "Linux version 6.13.7-test (me@here) (gcc 14.2.0) #1 SMP Sat Mar 15 00:00:00 UTC 2025\n"
  static let config =
    "# Linux/loongarch 6.13.7 Kernel Configuration\nCONFIG_LOONGARCH=y\nCONFIG_PGTABLE_LEVELS=3\n"

  var banner = Self.banner
  var config: [UInt8]? = Array(Self.config.utf8)
  var size = 0x1a0_0000

  private func number(_ value: Int, _ width: Int) -> [UInt8] { PackedBytes.little(value, width) }

  /// What stands behind the header: some bytes, the banner, the configuration between its marks.
  var body: [UInt8] {
    var bytes = Array("\0IKCFG_ST alone\0%s version %s\0Linux version %s\0".utf8) + Array(banner.utf8) + [0]
    if let config {
      bytes += Array("IKCFG_ST".utf8) + PackedBytes.gzip(config) + Array("IKCFG_ED".utf8)
    }
    return bytes + [UInt8](repeating: 0, count: 100)
  }

  /// Documentation/arch/arm64/booting.rst; `flags` 0xa: 4 KiB pages, anywhere.
  func arm64(flags: Int = 0xa) -> [UInt8] {
    let header = number(0x1400_0010, 8) + number(0, 8) + number(size, 8) + number(flags, 8)
    return header + number(0, 24 / 3 * 3) + number(0x644d_5241, 4) + number(0x40, 4) + body
  }

  /// Documentation/arch/riscv/boot-image-header.rst.
  var riscv64: [UInt8] {
    let header = number(0x106f, 8) + number(0x20_0000, 8) + number(size, 8) + number(0, 8) + number(2, 8)
    return header + number(0, 8) + Array("RISCV\0\0\0RSC\u{5}".utf8) + number(0, 4) + body
  }

  /// arch/loongarch/kernel/head.S with the EFI stub: a PE header at 64.
  func loongArch(machine: Int = 0x6264) -> [UInt8] {
    var header = number(0x5a4d, 8) + number(0x1_0000, 8) + number(size, 8) + number(0x20_0000, 8)
    header += number(0, 24) + number(0x8182_23cd, 4) + number(64, 4)
    return header + number(0x4550, 4) + number(machine, 2) + number(0, 18) + body
  }

  /// drivers/firmware/efi/libstub/zboot-header.S.
  static func zboot(_ payload: [UInt8], form: String) -> [UInt8] {
    let name = Array(form.utf8)
    let little = PackedBytes.little
    let header = little(0x5a4d, 4) + little(0x676d_697a, 4) + little(80, 4) + little(payload.count, 4)
    return header + little(0, 8) + name + little(0, 32 - name.count) + little(0x8182_23cd, 4) + little(64, 4)
      + little(0x4550, 4) + little(0, 12) + payload
  }
}
