/// Measures every subject whose name contains the first argument, or all, and prints a table: median, shortest, time for
/// each thing, and how it compares with its baseline.
@main enum Benchmarks {
  /// The files of Subjects/.
  static var subjects: [(theme: String, list: [Subject])] {
    [
      ("Predictions of the boot model", PredictionSubjects.all)
    ]
  }

  static func main() {
    let wanted = CommandLine.arguments.dropFirst().first ?? ""
    for (theme, list) in subjects {
      let chosen = list.filter { wanted.isEmpty || $0.name.contains(wanted) }
      guard !chosen.isEmpty else { continue }
      print(theme)
      let width = chosen.map(\.name.count).max() ?? 0
      var medians: [String: Duration] = [:]
      for subject in chosen {
        let measured = Measurement(subject, for: .milliseconds(700))
        medians[subject.name] = measured.median
        var line = "  \(subject.name)" + String(repeating: " ", count: width - subject.name.count)
        line += "  median \(right(measured.median.text, 9))  least \(right(measured.least.text, 9))"
        let each = measured.median.microseconds * 1000 / Double(max(1, subject.count))
        line += "  \(right(Duration.rounded(each), 9)) ns each of \(subject.count) \(subject.unit)"
        if let name = subject.baseline, let base = medians[name] {
          line += "  \(Duration.rounded(measured.median.microseconds / base.microseconds)) x \(name)"
        }
        print(line)
      }
    }
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
