import DeviceTree
import LinuxBoot
import SourceDiagnostics

extension LaterUse {
  /// "64 KiB", or "0 to 64 KiB" where the builds differ.
  private static func span(_ least: UInt64, _ most: UInt64) -> String {
    let most = rounded(most)
    let least = rounded(least)
    return least == most ? most : "\(least) to \(most)"
  }

  /// A size that need not be exact, as a whole number of a unit.
  private static func rounded(_ bytes: UInt64) -> String {
    if bytes < 10 << 10 { return bytes == 0 ? "0" : "\(bytes) bytes" }
    if bytes < 10 << 20 { return "\((bytes + 1 << 9) >> 10) KiB" }
    return "\((bytes + 1 << 19) >> 20) MiB"
  }

  /// The section of the report: what takes how much, and where.
  func text(_ style: Style) -> String {
    var table = Table()
    for part in parts { table.add(Self.span(part.least, part.most), part.what) }
    var places = Table()
    for stretch in stretches {
      places.add(
        AddressText.range(stretch.range), AddressText.size(stretch.range.size),
        stretch.isCertain ? "in every build" : "in some builds")
    }
    let heading =
      "What Linux takes after it read the regions: \(Self.span(least, most)), depending on its build"
    let why = "\(reason); \(builds) builds with the facts above were gone through"
    return style.paint(heading, .strong) + "\n" + table.text + places.text
      + why.wrapped(to: MemoryReport.width, indent: "  ")
  }

  /// The member `afterScan` of the machine output.
  var json: JSONValue {
    .object([
      ("reason", .string(reason)), ("builds", .int(builds)), ("least", .hex(least)), ("most", .hex(most)),
      (
        "parts",
        .array(
          parts.map {
            .object([("what", .string($0.what)), ("least", .hex($0.least)), ("most", .hex($0.most))])
          })
      ),
      (
        "stretches",
        .array(
          stretches.map {
            .object([
              ("base", .hex($0.range.base)), ("size", .hex($0.range.size)), ("certain", .bool($0.isCertain)),
            ])
          })
      ),
    ])
  }
}
