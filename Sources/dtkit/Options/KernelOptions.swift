import ArgumentParser
import DeviceTree
import KernelImage
import LinuxBoot

/// What the call says about the kernel that will boot: files that know facts, and facts.
struct KernelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The kernel, vmlinux or an Image, packed or not: its version, where it lies, and the configuration inside.",
      valueName: "vmlinux"))
  var kernel: String?

  @Option(
    help: ArgumentHelp(
      "The kernel's source tree: what versions differ in is read off its code.", valueName: "folder"))
  var kernelTree: String?

  @Option(
    help: ArgumentHelp("The kernel's configuration; it counts before the one inside.", valueName: ".config"))
  var config: String?

  @Option(help: ArgumentHelp("The kernel's symbol map.", valueName: "System.map"))
  var systemMap: String?

  @Option(
    help: ArgumentHelp(
      "The kernel's version (\(KernelOptions.presets)): the newest preset not newer in its series counts.",
      valueName: "version"))
  var profile: String?

  @Option(help: ArgumentHelp("A command line that replaces bootargs.", valueName: "text"))
  var cmdline: String?

  @Option(help: ArgumentHelp("A command line that is added, as a boot loader does.", valueName: "text"))
  var append: String?

  @Option(
    help: ArgumentHelp(
      "The architecture, if neither kernel nor tree tells: "
        + Architecture.allCases.map(\.rawValue).joined(separator: ", ") + ".", valueName: "name"))
  var arch: String?

  @Flag(help: "The tree comes from firmware even if the kernel has one built in.")
  var firmwareDtb = false

  @Option(help: ArgumentHelp("Where the blob lies in physical memory.", valueName: "address"))
  var dtbAddress: Address?

  @Option(
    help: ArgumentHelp("The kernel's image in physical memory, the end not included.", valueName: "start:end")
  )
  var kernelImage: AddressSpan?

  @Option(help: ArgumentHelp("The initrd, if /chosen does not say.", valueName: "start:end"))
  var initrd: AddressSpan?

  @Option(
    help: ArgumentHelp(
      "The initrd itself: its size, and ACPI tables that it brings along.", valueName: "file"))
  var initrdFile: String?

  @Option(
    help: ArgumentHelp(
      "UEFI's memory map: a boot log with efi=debug, or the lines of it that begin with efi:.",
      valueName: "log"))
  var efiMemoryMap: String?

  @Flag(help: "The firmware hands over ACPI tables, which LoongArch takes instead of its tree.")
  var acpi = false

  @Option(
    help: ArgumentHelp("Where the image begins, if it is not where it was linked.", valueName: "address"))
  var loadAddress: Address?

  @Option(help: ArgumentHelp("Page size and levels, such as 16KB_3LEVEL.", valueName: "name"))
  var paging: PagingName?

  @Option(
    help: ArgumentHelp(
      "The firmware that adds its memory to the tree: "
        + FirmwarePreset.all.map(\.name).joined(separator: ", ") + ".", valueName: "name"))
  var firmware: String?

  static var presets: String {
    ProfilePreset.all.filter { $0.architecture == .loongarch64 }.map(\.name).joined(separator: ", ")
  }
}
