/// The order and number of lines other than those on regions.
extension RegionWalk {
  /// Compares what both have, where the log has them all: a text is printed at one level, so the console shows it always
  /// or never.
  mutating func compareOrder() {
    var seen: [Logged<String>] = []
    for entry in log.entries {
      if case .message(let text) = entry.statement { seen.append(Logged(text, line: entry.line)) }
    }
    let shown = Set(seen.map(\.value))
    let wanted = predicted.compactMap { message -> String? in
      guard case .message(let text) = message.statement, shown.contains(text) else { return nil }
      return text
    }
    for (index, line) in seen.enumerated() {
      let want = index < wanted.count ? wanted[index] : nil
      if want == line.value { continue }
      divergences.append(
        LogDivergence(subject: .message, line: line.line, predicted: want, seen: line.value))
      return
    }
  }
}
