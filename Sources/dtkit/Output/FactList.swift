import LinuxBoot

/// The facts about a kernel, group by group: name, value, and where it came from.
struct FactList {
  var facts: [StatedFact]
  /// Width of the text in columns.
  var width: Int
  var style: Style

  /// Names and values longer than these break the columns: what follows them stands on the next line.
  private static let widestName = 27
  private static let widestValue = 26

  /// The whole list; columns are the same in all groups.
  var text: String {
    let names = facts.map(\.name.count).filter { $0 <= Self.widestName }.max() ?? 0
    let values = facts.map { shown($0).count }.filter { $0 <= Self.widestValue }.max() ?? 0
    var text = style.paint("What is known of the kernel, and from where", .strong) + "\n"
    for group in FactGroup.allCases {
      let members = facts.filter { $0.group == group }
      if members.isEmpty { continue }
      text += "  " + style.paint(group.title, .strong) + "\n"
      var above: String?
      for fact in members {
        let tried =
          fact.alternatives.isEmpty ? "" : "; also tried: \(fact.alternatives.joined(separator: ", "))"
        let source = fact.source.text + tried
        // A source that stands above is not said again.
        text += row([fact.name, shown(fact), source == above ? "likewise" : source], [names, values])
        above = source
      }
    }
    return text
  }

  private func shown(_ fact: StatedFact) -> String { fact.value.isEmpty ? "empty" : fact.value }

  /// Cells beside each other; behind one that is wider than its column a new line begins.
  private func row(_ cells: [String], _ widths: [Int]) -> String {
    var text = ""
    var line = "    "
    var column = line.count
    for (cell, width) in zip(cells, widths) {
      line += cell
      column += width + 2
      if cell.count > width {
        text += line + "\n"
        line = ""
      }
      line += String(repeating: " ", count: max(0, column - line.count))
    }
    let last = cells.last ?? ""
    let indent = String(repeating: " ", count: column)
    return text + line + last.wrapped(to: max(width, column + 30), indent: indent).dropFirst(column)
  }
}
