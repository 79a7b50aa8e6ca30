import DeviceTree

/// Puts into words why a region of a run collides.
///
/// Regions that collide with the same events, as many over the kernel's image do, share the words for these.
struct CollisionText {
  private let events: EventList
  private var collisions: [Int] = []
  private var reasons = ""

  init(_ events: EventList) { self.events = events }

  /// The cause of what the run made of a region.
  mutating func cause(of region: RegionOutcome) -> String {
    guard region.verdict == .refused, region.cause.isEmpty else { return region.cause }
    if region.collisions != collisions || reasons.isEmpty {
      collisions = region.collisions
      reasons = wording()
    }
    var text = "no-map is refused over memory that is reserved already: "
    if let range = region.collisionRange { text += AddressText.range(range) }
    text += reasons
    return text
  }

  /// At most three reasons, by address, and what follows.
  private func wording() -> String {
    var reasons: [String] = []
    for event in collisions where events.indices.contains(event) && reasons.count < 3 {
      let text = "\(events[event].why) [\(events[event].by)]"
      if reasons.last != text { reasons.append(text) }
    }
    return ", since " + reasons.joined(separator: "; ")
      + ". Linux goes on to use the whole region as its own RAM"
  }
}
