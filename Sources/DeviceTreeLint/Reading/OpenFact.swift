import LinuxBoot

/// Facts that nothing given says, and what would say them.
enum OpenFact {
  /// The flag that settles a fact, by the fact's name.
  static func flag(for name: String) -> String {
    switch name {
    case "kernel image": "--kernel, --system-map or --kernel-image"
    case "init section": "--kernel or --system-map"
    case "DTB address": "--dtb-address"
    case "built-in DTB": "--config (or --firmware-dtb)"
    default: "--config"
    }
  }

  /// The facts that a verdict depends on.
  static func deciding(_ region: RegionVerdict, in prediction: Prediction) -> [StatedFact] {
    prediction.facts.filter { !$0.alternatives.isEmpty && region.decidingFacts.contains($0.name) }
  }

  /// The basis of a verdict that depends on facts.
  static func basis(of region: RegionVerdict, in prediction: Prediction) -> Basis {
    let facts = deciding(region, in: prediction)
    guard !facts.isEmpty else {
      return .assumed("a fact about the kernel that was not given decides", settledBy: "--config")
    }
    var flags: [String] = []
    for fact in facts where !flags.contains(flag(for: fact.name)) { flags.append(flag(for: fact.name)) }
    let values = facts.map { "\($0.name) (\(([$0.value] + $0.alternatives).joined(separator: " or ")))" }
    return .assumed(
      "\(listing(values, limit: 6)) \(facts.count == 1 ? "is" : "are") not known",
      settledBy: flags.joined(separator: " and "))
  }

  /// Which value does what, without what every such sentence of the model repeats.
  static func explanation(of region: RegionVerdict) -> String {
    var cause = Array(region.cause.utf8)
    remove("no-map is refused over memory that is reserved already: ", from: &cause)
    remove(". Linux goes on to use the whole region as its own RAM", from: &cause)
    return String(decoding: cause, as: UTF8.self)
  }

  /// Takes every place of a sentence out of a text; thousands of regions have one.
  private static func remove(_ sentence: String, from text: inout [UInt8]) {
    let sentence = Array(sentence.utf8)
    var kept: [UInt8] = []
    kept.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      if text[index] == sentence.first, text[index...].starts(with: sentence) {
        index += sentence.count
      } else {
        kept.append(text[index])
        index += 1
      }
    }
    text = kept
  }

  /// The basis of a collision with events: assumed if one of them stands where it was only guessed to be.
  static func basis(of events: [BootEvent], in prediction: Prediction) -> Basis {
    for event in events {
      // Page size and levels have few values, and all were tried; a place has any number.
      guard let name = event.fact, name == "kernel image" || name == "DTB address",
        let fact = prediction.facts.first(where: { $0.name == name }), fact.source.isAssumed
      else { continue }
      return .assumed("the \(name) is taken to be \(fact.value)", settledBy: flag(for: name))
    }
    return .fact
  }
}
