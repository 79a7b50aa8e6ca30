import FileSystem
import LinuxBoot

extension KernelFacts {
  /// What a boot log, or an excerpt, tells of UEFI.
  static func efiMemoryMap(_ path: String) throws(CommandError) -> EFIInformation {
    let log = try Files.read(path)
    do throws(EFIMapError) {
      return try EFIInformation(log: log)
    } catch {
      let place =
        error.line == 0 ? "" : error.column == 0 ? ":\(error.line)" : ":\(error.line):\(error.column)"
      throw CommandError(
        "\(path)\(place): \(error.message)",
        help:
          "such a line is: efi: mem00: [Conventional|   |WB|WT|WC|UC] range=[0x0000000000000000-0x000000000fffffff] (256MB)",
        path: path)
    }
  }
}
