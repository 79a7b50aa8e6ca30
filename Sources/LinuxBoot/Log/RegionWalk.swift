import DeviceTree

/// Compares what a log says of regions, and other lines foretold, with the prediction's.
///
/// Lines of one kind are compared in their order; kinds are not ordered against each other, since versions interleave
/// them differently.
struct RegionWalk {
  private enum Kind: CaseIterable {
    case refused, reserved, placed, unplaced, listed, overlap
  }

  let log: BootLog
  let scan: LogScan
  let predicted: [(statement: LogStatement, level: BootMessage.Level)]
  private(set) var regions: LogComparison.Tally?
  private(set) var messages = LogComparison.Tally()
  var divergences: [LogDivergence] = []

  init(_ log: BootLog, _ prediction: Prediction, _ scan: LogScan) {
    self.log = log
    self.scan = scan
    predicted = prediction.messages.compactMap { message in
      guard message.level != .remark, let statement = LogStatement(text: message.text) else { return nil }
      return (statement, message.level)
    }
  }

  mutating func run() {
    var total = LogComparison.Tally()
    for kind in Kind.allCases { compare(kind, &total) }
    if total.seen + total.predicted > 0 { regions = total }
    compareMessages()
  }

  private mutating func compare(_ kind: Kind, _ total: inout LogComparison.Tally) {
    let seen = log.entries.compactMap { entry -> Logged<LoggedRegion>? in
      guard case .region(let region) = entry.statement, Self.kind(of: region) == kind else { return nil }
      return Logged(region, line: entry.line)
    }
    let wanted = predicted.compactMap { message -> LoggedRegion? in
      guard case .region(let region) = message.statement, Self.kind(of: region) == kind else { return nil }
      return region
    }
    var index = 0
    while index < seen.count, index < wanted.count, seen[index].value == wanted[index] { index += 1 }
    // A kind that the console does not show is no difference.
    let isShown = !seen.isEmpty || isCertain(kind)
    total.agreed += index
    total.seen += seen.count
    total.predicted += isShown ? wanted.count : 0
    let want = index < wanted.count ? Self.text(wanted[index]) : nil
    if index < seen.count {
      divergences.append(
        LogDivergence(
          subject: .region, line: seen[index].line, predicted: want, seen: Self.text(seen[index].value)))
    } else if let want, isShown, scan.isCovered, let end = scan.end {
      divergences.append(LogDivergence(subject: .region, line: end, predicted: want, seen: nil))
    }
  }

  /// Whether Linux prints lines of a kind on any console that shows lines of its time.
  private func isCertain(_ kind: Kind) -> Bool {
    switch kind {
    case .refused, .unplaced, .overlap: scan.isCovered
    case .listed: scan.isCovered && scan.showsInfo
    case .reserved, .placed: false
    }
  }

  /// Every other line of the log that the model could foretell has to be foretold, and errors have to come.
  private mutating func compareMessages() {
    var wanted: [String: Bool] = [:]
    for message in predicted {
      guard case .message(let text) = message.statement else { continue }
      wanted[text] = wanted[text] ?? false || message.level == .error || message.level == .warning
    }
    messages.predicted = wanted.count
    var found: Set<String> = []
    for entry in log.entries {
      guard case .message(let text) = entry.statement, found.insert(text).inserted else { continue }
      messages.seen += 1
      if wanted[text] != nil {
        messages.agreed += 1
      } else {
        divergences.append(LogDivergence(subject: .message, line: entry.line, predicted: nil, seen: text))
      }
    }
    guard scan.isCovered, let end = scan.end else { return }
    for (text, isLoud) in wanted.sorted(by: { $0.key < $1.key }) where isLoud && !found.contains(text) {
      divergences.append(LogDivergence(subject: .message, line: end, predicted: text, seen: nil))
    }
    if !divergences.contains(where: { $0.subject == .message }) { compareOrder() }
  }

  private static func kind(of region: LoggedRegion) -> Kind {
    switch region {
    case .refused: .refused
    case .reserved: .reserved
    case .placed: .placed
    case .unplaced: .unplaced
    case .listed: .listed
    case .overlap: .overlap
    }
  }

  private static func text(_ region: LoggedRegion) -> String {
    switch region {
    case .refused(let name, let base): "\(name) at \(AddressText.hex(base)) is refused"
    case .reserved(let name, let base): "\(name) at \(AddressText.hex(base)) is reserved"
    case .placed(let name, let base): "\(name) is placed at \(AddressText.hex(base))"
    case .unplaced(let name): "\(name) finds no room"
    case .listed(let name, let span, let isNoMap, let isReusable):
      "\(name) is listed at \(AddressText.hex(span.first))-\(AddressText.hex(span.last))"
        + (isNoMap ? ", no-map" : "") + (isReusable ? ", reusable" : "")
    case .overlap(let first, let second, let base):
      "\(first) at \(AddressText.hex(base)) overlaps with \(second)"
    }
  }
}
