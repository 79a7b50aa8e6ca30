import DeviceTree

/// Walks the operations of a log and those foretold side by side, up to the first that differs.
struct OperationWalk {
  /// One operation of the log, with the request that it answers.
  private struct Seen {
    var operation: Logged<LoggedOperation>
    var request: LoggedRequest?
  }

  private let seen: [Seen]
  private let predicted: [BootEvent]
  private let scan: LogScan
  /// How many operations come behind the scan, where not all are foretold.
  private let lateCount: Int
  /// How many operations come before the scan.
  private let earlyCount: Int

  init(_ log: BootLog, _ prediction: Prediction, _ scan: LogScan) {
    self.scan = scan
    var request: LoggedRequest?
    var seen: [Seen] = []
    for entry in log.entries {
      switch entry.statement {
      case .request(let asked): request = asked
      case .operation(let operation):
        seen.append(Seen(operation: Logged(operation, line: entry.line), request: request))
        request = nil
      default: break
      }
    }
    self.seen = seen
    let late = prediction.eventsAfterScan.prefix { $0.by == "setup_bootmem" }
    let hidden = Self.hidden(prediction, seen.first?.operation.value)
    predicted = (Self.attempted(prediction, from: hidden) + late).filter { $0.isLogged }
    lateCount = late.count
    earlyCount = predicted.firstIndex { $0.isOfScan } ?? (predicted.count - late.count)
  }

  /// How many events happen before Linux logs any: `memblock=debug` counts from where it stands on the command line.
  ///
  /// A kernel changed to log from the start is told by an operation that comes before all parameters.
  private static func hidden(_ prediction: Prediction, _ first: LoggedOperation?) -> Int {
    guard let first else { return 0 }
    let beforeParameters: Set<String> = [
      "early_init_dt_scan_memory", "setup_machine_fdt", "early_init_fdt_reserve_self", "memblock_init",
    ]
    let early: Set<String> = [
      "early_init_dt_scan_memory", "early_init_dt_add_memory_arch", "memblock_init", "fdt_setup",
      "early_init_fdt_reserve_self", "setup_machine_fdt",
    ]
    if early.contains(first.function) { return 0 }
    return prediction.firstLoggedEvent ?? prediction.events.prefix { beforeParameters.contains($0.by) }.count
  }

  /// The events from one on, and between them the operations that found no slot, which are logged as well.
  private static func attempted(_ prediction: Prediction, from first: Int) -> [BootEvent] {
    guard !prediction.failedOperations.isEmpty else { return Array(prediction.events.dropFirst(first)) }
    var all: [BootEvent] = []
    var next = first
    for failed in prediction.failedOperations where failed.position >= first {
      let position = min(failed.position, prediction.events.count)
      if next < position { all += prediction.events[next..<position] }
      next = position
      all.append(failed.event)
    }
    return all + prediction.events.dropFirst(next)
  }

  /// How many agree, and where the first does not; no tally if the log has no operations.
  var result: (LogComparison.Tally?, [LogDivergence]) {
    guard !seen.isEmpty, scan.hasBeginning else { return (nil, []) }
    var index = 0
    while index < seen.count, index < predicted.count, agree(seen[index], predicted[index]) { index += 1 }
    var tally = LogComparison.Tally(agreed: index, seen: index, predicted: predicted.count)
    if index == predicted.count {
      guard index < seen.count, scan.isInside(seen[index].operation, askedBy: seen[index].request) else {
        return (tally, [])
      }
    } else if index == seen.count {
      // A log that ends here says nothing of what would have come.
      let isDue = index < predicted.count - lateCount
      guard let end = (index < earlyCount ? scan.begin : nil) ?? (isDue ? scan.end : nil) else {
        return (tally, [])
      }
      return (
        tally,
        [LogDivergence(subject: .operation, line: end, predicted: predicted[index].described, seen: nil)]
      )
    }
    // An operation behind the scan shows that one is missing, and is not itself compared.
    if scan.isInside(seen[index].operation, askedBy: seen[index].request) { tally.seen += 1 }
    let event = index < predicted.count ? predicted[index] : nil
    let line = seen[index].operation.line
    return (
      tally,
      [
        LogDivergence(
          subject: .operation, line: line, predicted: event?.described, seen: described(seen[index]))
      ]
    )
  }

  private func agree(_ seen: Seen, _ event: BootEvent) -> Bool {
    let operation = seen.operation.value
    return operation.kind == event.logged && operation.span == MemorySpan(event.range)
  }

  private func described(_ seen: Seen) -> String {
    let operation = seen.operation.value
    let function = seen.request?.function ?? operation.function
    let what = seen.request == nil ? operation.kind.rawValue : "allocate"
    return "\(what) \(AddressText.hex(operation.span.first))-\(AddressText.hex(operation.span.last))"
      + (function.isEmpty ? "" : " (\(function))")
  }
}

extension BootEvent {
  /// Linux logs it: not marks, and not what cuts memory off behind a limit, which bypasses the functions that log.
  fileprivate var isLogged: Bool {
    switch operation {
    case .markNoMap, .clearNoMap: false
    case .remove, .free:
      by != "memblock_mem_limit_remove_map" && by != "memblock_enforce_memory_limit"
        && by != "early_init_dt_check_for_usable_mem_range" && !why.hasSuffix(" limits RAM")
    default: by != "memblock_mem_limit_remove_map"
    }
  }

  /// It is part of the scan of /reserved-memory.
  fileprivate var isOfScan: Bool {
    let functions: Set<String> = [
      "__reserved_mem_reserve_reg", "fdt_scan_reserved_mem", "early_init_fdt_scan_reserved_mem",
      "__reserved_mem_alloc_size", "__reserved_mem_init_node", "fdt_reserve_elfcorehdr",
    ]
    return functions.contains(by)
  }

  /// As what it is logged.
  fileprivate var logged: LoggedOperation.Kind {
    switch operation {
    case .add: .add
    case .remove: .remove
    case .free: .free
    default: .reserve
    }
  }

  /// What is done and why, in words.
  fileprivate var described: String {
    let span = MemorySpan(range)
    return
      "\(operation.rawValue) \(AddressText.hex(span.first))-\(AddressText.hex(span.last)) (\(by): \(why))"
  }
}
