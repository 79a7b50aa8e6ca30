import ArgumentParser

/// `dtkit zones`: everything about zone plans.
struct ZonesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "zones",
    abstract: "Make the device trees and files of hypervisor zones from one plan.",
    discussion: """
      EXAMPLE
        dtkit zones build dts/ls3a5000/zones.dts -o build/ls3a5000
      """,
    subcommands: [ZonesBuildCommand.self])
}
