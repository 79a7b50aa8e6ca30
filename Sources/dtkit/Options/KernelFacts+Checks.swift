import DeviceTree
import FileSystem
import KernelImage
import LinuxBoot

extension KernelFacts {
  /// The architecture that the call names.
  static func wanted(_ options: KernelOptions) throws(CommandError) -> Architecture? {
    guard let name = options.arch else { return nil }
    guard let architecture = Architecture(rawValue: name) else {
      throw CommandError(
        "--arch \(name): no such architecture",
        help: "architectures are " + Architecture.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return architecture
  }

  /// Finds addresses that no cpu has: physical addresses are at most 56 bits wide (RISC-V Sv57).
  static func checkAddresses(_ options: KernelOptions) throws(CommandError) {
    let given: [(String, UInt64?)] = [
      ("--load-address", options.loadAddress?.value), ("--dtb-address", options.dtbAddress?.value),
      ("--kernel-image", options.kernelImage?.range.end), ("--initrd", options.initrd?.range.end),
    ]
    for (name, address) in given {
      guard let address, address > 1 << 56 else { continue }
      throw CommandError(
        "\(name): 0x\(String(address, radix: 16)) is no physical address: they have 56 bits at most",
        help: "a virtual address such as 0x9000000000200000 is meant without its first digit")
    }
  }

  /// A configuration given beside a kernel must be one for the same machine.
  func checkMachine(_ config: KernelConfig?) throws(CommandError) {
    guard let config, let machine = sources.machine, let path = options.config else { return }
    let names: [(Architecture, String)] = [
      (.loongarch64, "LOONGARCH"), (.arm64, "ARM64"), (.riscv64, "RISCV"),
    ]
    guard let told = names.first(where: { config.isBuiltIn($0.1) })?.0, told != machine.architecture else {
      return
    }
    throw CommandError(
      "\(path): the configuration of a kernel for \(told.rawValue), and \(options.kernel ?? "the kernel") is one for "
        + machine.architecture.rawValue, help: "name the .config that this kernel was built with", path: path)
  }
}
