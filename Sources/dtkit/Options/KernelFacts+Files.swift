import FileSystem
import KernelImage
import LinuxBoot

extension KernelFacts {
  /// A whole configuration of a kernel: one that leaves symbols out would turn what it does not say into "off",
  /// and faults would vanish.
  static func configuration(_ path: String) throws(CommandError) -> KernelConfig {
    let config = KernelConfig(try Files.read(path))
    for (symbol, name) in [("X86", "x86"), ("MIPS", "mips"), ("ARM", "arm"), ("PPC", "powerpc")]
    where config.isBuiltIn(symbol) {
      throw CommandError(
        "\(path): the configuration of a kernel for \(name), which the boot model does not have", path: path)
    }
    // Kconfig writes PGTABLE_LEVELS into every .config, and into no defconfig.
    let isKnown = ["LOONGARCH", "ARM64", "RISCV"].contains { config.isBuiltIn($0) }
    guard isKnown, config.integer("PGTABLE_LEVELS") != nil else {
      throw CommandError(
        config.count == 0
          ? "\(path): no configuration of a kernel"
          : "\(path): not the whole configuration of a kernel: it has \(config.count) symbols, but not "
            + "CONFIG_PGTABLE_LEVELS and one of CONFIG_LOONGARCH, CONFIG_ARM64 and CONFIG_RISCV",
        help: "name the .config of the build folder; make ARCH=loongarch olddefconfig completes one")
    }
    return config
  }

  static func map(_ path: String) throws(CommandError) -> [String: UInt64] {
    let bytes = try Files.read(path)
    do throws(SystemMapError) {
      let map = try SystemMap(bytes)
      return addresses { map.address(of: $0) }
    } catch {
      throw CommandError(
        "\(path): \(error)", help: "System.map lies beside vmlinux after a build", path: path)
    }
  }

  /// The addresses of the symbols that the model looks up, as far as a table has them.
  static func addresses(_ address: (String) -> UInt64?) -> [String: UInt64] {
    var found: [String: UInt64] = [:]
    for name in KernelSources.symbolNames { found[name] = address(name) }
    return found
  }
}
