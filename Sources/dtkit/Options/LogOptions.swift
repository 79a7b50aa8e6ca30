import ArgumentParser
import LinuxBoot

/// What the call says about a boot that really happened.
struct LogOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The console's text of a boot, dmesg or journalctl: say where it and the prediction part; - is standard input.",
      valueName: "serial.log"))
  var log: String?

  @Option(
    help: ArgumentHelp(
      "The text of /proc/iomem, read by root, if the log does not have it.", valueName: "file"))
  var iomem: String?

  @Option(
    help: ArgumentHelp("Which boot of a log that holds several, from 1 on; the last.", valueName: "number"))
  var boot: Int?
}

/// A name of page size and levels: "4KB_4LEVEL".
struct PagingName: ExpressibleByArgument {
  var value: Paging

  init?(argument: String) {
    guard let value = Paging(configName: argument) else { return nil }
    self.value = value
  }
}
