import DeviceTree
import LinuxBoot
import SourceDiagnostics

extension Prediction {
  /// The machine output of `dtkit memory`, documented in docs/machine-output.md.
  func members(remarks: [String]) -> [(String, JSONValue)] {
    let (outcome, panic): (String, String?) =
      switch self.outcome {
      case .boots: ("boots", nil)
      case .panics(let message): ("panics", message)
      }
    var members: [(String, JSONValue)] = [
      ("outcome", .string(outcome)), ("panic", .optional(panic)),
      ("facts", .array(facts.map(Self.json))),
      ("events", .array(events.map(Self.json))),
      ("regions", .array(regions.map(Self.json))),
      ("iomem", .array(iomem.map(Self.json))),
      ("messages", .array((messages.map(\.text) + remarks).map { .string($0) })),
    ]
    if let laterUse { members.append(("afterScan", laterUse.json)) }
    return members
  }

  static func json(_ fact: StatedFact) -> JSONValue {
    .object([
      ("name", .string(fact.name)), ("value", .string(fact.value)), ("source", .string(fact.source.text)),
      ("group", .string(fact.group.rawValue)),
      ("alternatives", .array(fact.alternatives.map { .string($0) })),
    ])
  }

  static func json(_ event: BootEvent) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("operation", .string(event.operation.rawValue)), ("base", .hex(event.range.base)),
      ("size", .hex(event.range.size)), ("by", .string(event.by)), ("why", .string(event.why)),
    ]
    if let asked = event.asked { members.append(("asked", json(asked))) }
    return .object(members)
  }

  private static func json(_ asked: AllocationRequest) -> JSONValue {
    .object([
      ("size", .hex(asked.size)), ("alignment", .hex(asked.alignment)), ("start", .hex(asked.start)),
      ("end", asked.end.map { .hex($0) } ?? .null), ("direction", .string(asked.isBottomUp ? "up" : "down")),
    ])
  }

  static func json(_ region: RegionVerdict) -> JSONValue {
    .object([
      ("node", .string(region.path)), ("name", .string(region.name)),
      ("base", region.base.map { .hex($0) } ?? .null), ("size", .hex(region.size)),
      ("verdict", .string(region.verdict.rawValue)), ("cause", .string(region.cause)),
      ("lookupAfterBoot", json(region.lookupAfterBoot)),
    ])
  }

  /// "null" where drivers get NULL, an object where they find a range; null only where the profile does not tell.
  static func json(_ lookup: RegionVerdict.Lookup?) -> JSONValue {
    switch lookup {
    case nil: .null
    case .null: .string("NULL")
    case .found(let range): .string("base \(AddressText.hex(range.base)) size \(AddressText.hex(range.size))")
    }
  }

  static func json(_ line: IOMemLine) -> JSONValue {
    .object([
      ("start", .hex(line.start)), ("end", .hex(line.end)), ("name", .string(line.name)),
      ("depth", .int(line.depth)),
    ])
  }
}
