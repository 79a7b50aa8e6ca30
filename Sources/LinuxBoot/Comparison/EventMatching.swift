import DeviceTree

/// Finds which operation of one prediction is which of another.
struct EventMatching {
  /// What differs, in the order of the first; what only the second does comes last.
  private(set) var changes: [EventChange] = []
  /// What both do, they do in another order.
  private(set) var isReordered = false

  /// Pairs operations that are the same, in order; of the rest those that the same function does for the same
  /// purpose, in order, with another range.
  init(_ before: [BootEvent], _ after: [BootEvent]) {
    var partners = [Int?](repeating: nil, count: before.count)
    var taken = [Bool](repeating: false, count: after.count)
    for comparesRange in [true, false] {
      var places: [Key: [Int]] = [:]
      // Backwards, so that the first is the last of its list and can be taken off.
      for index in after.indices.reversed() where !taken[index] {
        places[Key(after[index], comparesRange), default: []].append(index)
      }
      for index in before.indices where partners[index] == nil {
        guard let partner = places[Key(before[index], comparesRange)]?.popLast() else { continue }
        partners[index] = partner
        taken[partner] = true
      }
    }
    var last = -1
    for (index, partner) in partners.enumerated() {
      guard let partner else {
        changes.append(EventChange(before: before[index], after: nil))
        continue
      }
      if partner < last { isReordered = true }
      last = max(last, partner)
      if before[index].range != after[partner].range {
        changes.append(EventChange(before: before[index], after: after[partner]))
      }
    }
    changes += after.indices.filter { !taken[$0] }.map { EventChange(before: nil, after: after[$0]) }
  }

  /// What makes two operations the same one.
  private struct Key: Hashable {
    var operation: BootEvent.Operation
    var by: String
    var taker: MemoryTaker
    var property: String?
    var range: MemoryRange?

    init(_ event: BootEvent, _ comparesRange: Bool) {
      operation = event.operation
      by = event.by
      taker = event.takerByFunction
      property = event.property
      range = comparesRange ? event.range : nil
    }
  }
}
