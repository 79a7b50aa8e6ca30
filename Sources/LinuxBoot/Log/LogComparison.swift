/// A log held against a prediction.
public struct LogComparison: Sendable {
  /// How much was compared.
  public struct Tally: Hashable, Sendable {
    /// How many agree, from the first on.
    public var agreed = 0
    /// How many the log has that could be compared.
    public var seen = 0
    /// How many were foretold.
    public var predicted = 0
  }

  /// Operations on memblock up to and in the scan; nil if the log has none (no `memblock=debug`).
  public private(set) var operations: Tally?
  /// Lines on regions of /reserved-memory; nil if the log has none and none were foretold.
  public private(set) var regions: Tally?
  /// Stretches of memory in the dump of memblock; nil if there is none, or what comes behind the scan changes it.
  public internal(set) var dump: Tally?
  /// Lines of /proc/iomem; nil if there are none, or only zeros.
  public private(set) var iomem: Tally?
  /// Lines foretold word for word that the log has.
  public private(set) var messages = Tally()
  /// Whether the log has how the boot ends, as far as the model goes: Linux panicked, or went on.
  public private(set) var endIsSeen = false
  /// The panic that was foretold is the one that the log has.
  private var endsAlike = false
  /// Where they part, by line.
  public internal(set) var divergences: [LogDivergence] = []

  /// Compares.
  ///
  /// What the log does not reach is not compared. Complexity: O(n log n) in statements and predicted events.
  public init(_ log: BootLog, _ prediction: Prediction, architecture: Architecture) {
    let scan = LogScan(log, architecture)
    (operations, divergences) = OperationWalk(log, prediction, scan).result
    var walk = RegionWalk(log, prediction, scan)
    walk.run()
    (regions, messages) = (walk.regions, walk.messages)
    divergences += walk.divergences
    compareEnd(log, prediction)
    compareDump(log, prediction)
    if let listing = log.iomem, !listing.isHidden { compare(listing, prediction) }
    divergences.sort { $0.line < $1.line }
  }

  /// Nothing differs.
  public var agrees: Bool { divergences.isEmpty }
  /// Where they part first.
  public var first: LogDivergence? { divergences.first }
  /// Whether anything could be compared at all.
  public var isEmpty: Bool {
    operations == nil && dump == nil && (regions?.seen ?? 0) == 0 && iomem == nil && messages.seen == 0
      && !endIsSeen
  }

  /// Whether as much of the log was compared as in another comparison with it.
  ///
  /// A panic that the log has as well ends what a prediction says of later lines.
  func coversAll(of other: LogComparison) -> Bool {
    func count(_ tally: Tally?) -> Int { tally?.seen ?? 0 }
    guard count(operations) >= count(other.operations), count(regions) >= count(other.regions),
      messages.seen >= other.messages.seen
    else { return false }
    if endsAlike { return true }
    return count(dump) >= count(other.dump) && count(iomem) >= count(other.iomem)
  }

  /// How far they agree, for telling which of two predictions comes closer: operations count before regions, these
  /// before the rest.
  var closeness: [Int] {
    let ends = divergences.contains { $0.subject == .panic } ? 0 : 1
    return [
      (operations?.agreed ?? 0) - divergences.count { $0.subject == .operation },
      (regions?.agreed ?? 0) - divergences.count { $0.subject == .region || $0.subject == .message }, ends,
      (dump?.agreed ?? 0) + (iomem?.agreed ?? 0), -divergences.count,
    ]
  }

  /// A panic counts up to the line "Memory: … available": others that come later are not in the model.
  private mutating func compareEnd(_ log: BootLog, _ prediction: Prediction) {
    let available = log.entries.first {
      if case .available = $0.statement { true } else { false }
    }?.line
    // The text of /proc/iomem may come from a file of its own, so its lines are not compared with others.
    let later = available ?? log.iomem?.rows.first?.line
    let early = log.panic.flatMap { panic in panic.line < available ?? .max ? panic : nil }
    endIsSeen = later != nil || log.panic != nil
    switch prediction.outcome {
    case .panics(let text):
      if log.panic?.value == text {
        endsAlike = true
        return
      }
      // A root file system is looked for long after memory is set up.
      let isLate = text.hasPrefix("VFS: ") || text.hasPrefix("Attempted to kill")
      guard let line = early?.line ?? (isLate ? log.panic?.line : later) else { return }
      let seen = (early ?? (isLate ? log.panic : nil)).map { Self.panic($0.value) } ?? "Linux goes on"
      divergences.append(
        LogDivergence(subject: .panic, line: line, predicted: Self.panic(text), seen: seen))
    case .boots:
      guard let panic = early else { return }
      divergences.append(
        LogDivergence(subject: .panic, line: panic.line, predicted: nil, seen: Self.panic(panic.value)))
    }
  }

  private static func panic(_ text: String) -> String { "Linux panics: \(text)" }

  /// All lines for memory where the model knows them all; else RAM and no-map pieces at the left margin.
  private mutating func compare(_ listing: IOMemListing, _ prediction: Prediction) {
    guard case .boots = prediction.outcome else { return }
    let isComplete = prediction.isIOMemComplete
    let rows = listing.memory.filter { isComplete || ($0.entry.depth == 0 && $0.entry.isBank) }
    let wanted = prediction.iomem.filter { isComplete || ($0.depth == 0 && $0.isBank) }
    var tally = Tally(seen: rows.count, predicted: wanted.count)
    for index in 0..<max(rows.count, wanted.count) {
      let row = index < rows.count ? rows[index] : nil
      let line = index < wanted.count ? wanted[index] : nil
      if row?.entry == line {
        tally.agreed += 1
        continue
      }
      divergences.append(
        LogDivergence(
          subject: .iomem, line: row?.line ?? rows.last?.line ?? listing.rows.last?.line ?? 0,
          predicted: line?.text, seen: row?.entry.text))
      break
    }
    iomem = tally
  }
}

extension IOMemLine {
  /// Whether it is a stretch of RAM or a no-map piece.
  fileprivate var isBank: Bool { ["System RAM", "Reserved", "reserved"].contains(name) }

  /// The line as /proc/iomem writes it, without its indentation.
  fileprivate var text: String {
    "\(padded(start, 8).dropFirst(2))-\(padded(end, 8).dropFirst(2)) : \(name)"
  }
}
