import FileSystem
import LinuxBoot
import SourceDiagnostics

/// A boot log given on the command line, with the text of /proc/iomem that may lie beside it.
struct LogInput {
  /// The path of the log as it was given; that of /proc/iomem where there is no log.
  var path: String
  /// The path of the text of /proc/iomem, where it is a file of its own.
  var iomemPath: String?
  /// The texts of both.
  private(set) var sources = SourceMap()
  /// The boot that is compared.
  var boot: BootLog
  /// Which boot of the file it is, from 1 on.
  var number = 1
  /// How many boots the file holds.
  var count = 1

  /// The kernel's version, as far as a preset may be named after it.
  var version: String? {
    boot.banner.map { String($0.value.release.prefix { $0.isNumber || $0 == "." }) }
  }
  /// The architecture that the log tells.
  var architecture: Architecture? { LoggedFacts(boot).architecture?.value }

  /// Reads what the options name; nil if they name nothing.
  init?(_ options: LogOptions) throws(CommandError) {
    guard let path = options.log ?? options.iomem else {
      if options.boot != nil {
        throw CommandError("--boot is about a log, and there is none", help: "name it with --log")
      }
      return nil
    }
    self.path = path
    let boots = try Self.boots(path, &sources)
    count = boots.count
    number = options.boot ?? boots.count
    guard boots.indices.contains(number - 1) else {
      throw CommandError(
        "--boot \(number): there \(count == 1 ? "is 1 boot" : "are \(count) boots") in \(path)",
        help: "leave --boot out for the last")
    }
    boot = boots[number - 1]
    guard options.log != nil, let iomem = options.iomem else {
      if options.log == nil, boot.iomem == nil { throw Self.noListing(path) }
      return
    }
    guard let listing = try Self.boots(iomem, &sources).compactMap(\.iomem).last else {
      throw Self.noListing(iomem)
    }
    boot.iomem = listing
    iomemPath = iomem
  }

  /// Whether there is a preset for a version; without an architecture, for any.
  static func hasPreset(_ version: String, for architecture: Architecture?) -> Bool {
    do throws(UnknownProfile) {
      _ = try ProfilePreset.named(version, for: architecture ?? .loongarch64)
      return true
    } catch {
      return false
    }
  }

  private static func boots(_ path: String, _ sources: inout SourceMap) throws(CommandError) -> [BootLog] {
    let bytes = try Files.read(path)
    _ = sources.add(path: path, text: bytes)
    do throws(BootLogError) {
      return try BootLog.boots(in: bytes)
    } catch {
      throw CommandError(
        "\(path): no boot log: no line of it is one that Linux prints about memory while it boots",
        help:
          "give the console's text, dmesg or journalctl -k -b of a boot (\"Linux version …\", \"OF: reserved mem: "
          + "…\"; with memblock=debug on the command line it says most), or the text of /proc/iomem",
        path: path)
    }
  }

  private static func noListing(_ path: String) -> CommandError {
    CommandError(
      "\(path): not the text of /proc/iomem: no line is \"00200000-0effffff : System RAM\" or the like",
      help: "run as root: cat /proc/iomem > iomem.txt", path: path)
  }
}
