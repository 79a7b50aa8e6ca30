import DeviceTree

/// What an event follows from, for its record.
struct EventReason {
  var by: String
  var why: EventText
  var fact: String?
  var node: DeviceTree.NodeID?
  var property: String?

  init(
    _ by: String, _ why: String, fact: String? = nil, node: DeviceTree.NodeID? = nil, property: String? = nil
  ) {
    self.init(by, .text(why), fact: fact, node: node, property: property)
  }

  init(
    _ by: String, _ why: EventText, fact: String? = nil, node: DeviceTree.NodeID? = nil,
    property: String? = nil
  ) {
    self.by = by
    self.why = why
    self.fact = fact
    self.node = node
    self.property = property
  }
}

extension BootRun {
  /// Does an operation on a given range and records it; false if memblock had no slot and Linux goes on.
  @discardableResult
  mutating func perform(
    _ operation: BootEvent.Operation, _ range: MemoryRange, _ reason: EventReason
  ) throws(BootStop) -> Bool {
    do throws(MemblockError) {
      switch operation {
      case .add: try memblock.add(range)
      case .remove: try memblock.remove(range)
      case .reserve, .allocate: try memblock.reserve(range)
      case .free: try memblock.free(range)
      case .markNoMap: try memblock.markNoMap(range)
      case .clearNoMap: try memblock.clearNoMap(range)
      }
    } catch {
      recordFailure(operation, range, reason)
      try full(error)
      return false
    }
    record(operation, range, reason)
    return true
  }

  /// Searches and reserves; nil if there is no room.
  mutating func allocate(
    size: UInt64, align: UInt64, start: UInt64 = 0, end: UInt64 = Memblock.accessible, _ reason: EventReason
  ) throws(BootStop) -> UInt64? {
    do throws(MemblockError) {
      guard let base = try memblock.allocate(size: size, align: align, start: start, end: end) else {
        return nil
      }
      let limit = end == Memblock.accessible ? memblock.currentLimit : end
      let asked = AllocationRequest(
        size: size, alignment: align == 0 ? Memblock.cacheLine : align, start: start,
        end: limit == Memblock.anywhere ? nil : limit, isBottomUp: memblock.isBottomUp)
      record(.allocate, MemoryRange(base: base, size: size), reason, asked: asked)
      return base
    } catch {
      // Nothing has changed, so the same place is found again.
      if let base = memblock.find(
        size: size, align: align == 0 ? Memblock.cacheLine : align, start: start, end: end)
      {
        recordFailure(.allocate, MemoryRange(base: base, size: size), reason)
      }
      try full(error)
      return nil
    }
  }

  /// Linux logs an operation before it looks for a slot.
  private mutating func recordFailure(
    _ operation: BootEvent.Operation, _ range: MemoryRange, _ reason: EventReason
  ) {
    guard scanEvents == nil else { return }
    failedOperations.append(
      FailedOperation(event: BootEvent(operation, range, reason, asked: nil), position: events.count))
  }

  private mutating func record(
    _ operation: BootEvent.Operation, _ range: MemoryRange, _ reason: EventReason,
    asked: AllocationRequest? = nil
  ) {
    switch operation {
    case .reserve, .allocate: reservations.reserve(range, event: events.count)
    case .free: reservations.free(range)
    default: break
    }
    events.append(BootEvent(operation, range, reason, asked: asked))
  }

  /// A full array: Linux panics from 6.5 on, and returned an error before.
  func full(_ error: MemblockError) throws(BootStop) {
    guard case .cannotResize(let array) = error, algorithm.panicsWhenMemblockIsFull else { return }
    throw .panics("memblock: cannot resize \(array) array")
  }
}

extension BootEvent {
  fileprivate init(
    _ operation: Operation, _ range: MemoryRange, _ reason: EventReason, asked: AllocationRequest?
  ) {
    self.init(
      operation: operation, range: range, by: reason.by, reason: reason.why, fact: reason.fact,
      node: reason.node, property: reason.property, asked: asked)
  }
}
