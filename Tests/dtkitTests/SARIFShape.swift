import Foundation
import Testing

/// What the schema of SARIF 2.1.0 (OASIS, sarif-schema-2.1.0.json) says of the objects that dtkit writes: which members
/// they must have, and which they may have, for the schema allows no others.
struct SARIFShape {
  private enum Member {
    case text
    /// A number, not below this.
    case number(Int)
    case oneOf([String])
    case object(String)
    /// Objects, and how many there must be at least.
    case list(String, least: Int)
  }

  private static let objects: [String: (required: Set<String>, members: [String: Member])] = [
    "sarifLog": (
      ["version", "runs"],
      ["$schema": .text, "version": .oneOf(["2.1.0"]), "runs": .list("run", least: 0)]
    ),
    "run": (
      ["tool"],
      [
        "tool": .object("tool"), "columnKind": .oneOf(["utf16CodeUnits", "unicodeCodePoints"]),
        "results": .list("result", least: 0),
      ]
    ),
    "tool": (["driver"], ["driver": .object("toolComponent")]),
    "toolComponent": (
      ["name"],
      [
        "name": .text, "version": .text, "informationUri": .text,
        "rules": .list("reportingDescriptor", least: 0),
      ]
    ),
    "reportingDescriptor": (
      ["id"],
      [
        "id": .text, "shortDescription": .object("multiformatMessageString"),
        "fullDescription": .object("multiformatMessageString"), "help": .object("multiformatMessageString"),
      ]
    ),
    "multiformatMessageString": (["text"], ["text": .text, "markdown": .text]),
    "result": (
      ["message"],
      [
        "ruleId": .text, "ruleIndex": .number(-1), "level": .oneOf(["none", "note", "warning", "error"]),
        "message": .object("message"), "locations": .list("location", least: 0),
        "relatedLocations": .list("location", least: 0), "fixes": .list("fix", least: 0),
      ]
    ),
    // Of text and id there must be one.
    "message": (["text"], ["text": .text]),
    "location": ([], ["physicalLocation": .object("physicalLocation"), "message": .object("message")]),
    "physicalLocation": (
      ["artifactLocation"], ["artifactLocation": .object("artifactLocation"), "region": .object("region")]
    ),
    "artifactLocation": ([], ["uri": .text]),
    // A region of lines has a first one.
    "region": (
      ["startLine"],
      ["startLine": .number(1), "startColumn": .number(1), "endLine": .number(1), "endColumn": .number(1)]
    ),
    "fix": (
      ["artifactChanges"],
      ["description": .object("message"), "artifactChanges": .list("artifactChange", least: 1)]
    ),
    "artifactChange": (
      ["artifactLocation", "replacements"],
      ["artifactLocation": .object("artifactLocation"), "replacements": .list("replacement", least: 1)]
    ),
    "replacement": (
      ["deletedRegion"], ["deletedRegion": .object("region"), "insertedContent": .object("message")]
    ),
  ]

  /// What of a log is against the schema, each with its place.
  static func faults(of log: Any) -> [String] { faults(of: log, as: "sarifLog", at: "") }

  private static func faults(of value: Any, as name: String, at place: String) -> [String] {
    guard let (required, members) = objects[name], let object = value as? [String: Any] else {
      return ["\(place): no \(name)"]
    }
    var faults = required.subtracting(object.keys).map { "\(place): \(name) has no \($0)" }
    for (key, value) in object {
      guard let member = members[key] else {
        faults.append("\(place): \(name) may have no \(key)")
        continue
      }
      faults += self.faults(of: value, as: member, at: "\(place)/\(key)")
    }
    return faults
  }

  private static func faults(of value: Any, as member: Member, at place: String) -> [String] {
    switch member {
    case .text: value is String ? [] : ["\(place): no text"]
    case .number(let least): value as? Int ?? .min >= least ? [] : ["\(place): no number from \(least) on"]
    case .oneOf(let words): words.contains(value as? String ?? "") ? [] : ["\(place): none of \(words)"]
    case .object(let name): faults(of: value, as: name, at: place)
    case .list(let name, let least):
      if let list = value as? [Any], list.count >= least {
        list.enumerated().flatMap { faults(of: $1, as: name, at: "\(place)/\($0)") }
      } else {
        ["\(place): no list of \(least) or more"]
      }
    }
  }
}
