import Foundation
import LinuxBoot
import MemoryDrawing
import Testing

@Suite struct HTMLPageTests {
  private func page() throws -> (text: String, root: Element, figure: MemoryFigure) {
    let figure = Board.figure(try Board.endOfRAM())
    let text = HTMLPage(figure).file
    return (text, try #require(Markup.read(text)), figure)
  }

  @Test func loadsNothing() throws {
    let (text, root, _) = try page()
    for element in root.all {
      for (name, value) in element.attributes
      where ["src", "href", "action", "data", "srcset"].contains(name) {
        #expect(value.hasPrefix("#") || value == "data:,", "\(element.name) \(name)=\(value)")
      }
    }
    for text in ["http:", "https:", "@import", "fetch(", "XMLHttpRequest", "innerHTML", "eval("] {
      #expect(
        !root.all.contains { ["style", "script"].contains($0.name) && $0.text.contains(text) }, "\(text)")
    }
    #expect(!text.contains("http://") && !text.contains("https://"))
    #expect(text.components(separatedBy: "url(").dropFirst().allSatisfy { $0.hasPrefix("#mm-") })
    let policy = root.all.first { $0.attributes["http-equiv"] == "Content-Security-Policy" }
    #expect(policy?.attributes["content"]?.hasPrefix("default-src 'none'; ") == true)
  }

  @Test func isBuiltAsAPage() throws {
    let (text, root, _) = try page()
    #expect(text.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
    #expect(root.children.map(\.name) == ["head", "body"])
    #expect(root.first("title")?.text.contains("board.dts") == true)
    #expect(root.all.filter { $0.name == "h1" }.count == 1)
    // A title of the whole drawing would pop up beside what the page shows itself.
    #expect(root.first("svg")?.children.contains { $0.name == "title" } == false)
    #expect(root.first("svg")?.attributes["aria-label"] == "Physical memory of board.dts")
    let identities = root.all.compactMap { $0.attributes["id"] }
    #expect(Set(identities).count == identities.count)
    // What labels or describes something is there.
    for element in root.all {
      for name in ["aria-labelledby", "aria-describedby"] {
        for identity in (element.attributes[name] ?? "").split(separator: " ") {
          #expect(identities.contains(String(identity)), "\(identity)")
        }
      }
      if element.name == "a" {
        #expect(identities.contains(String((element.attributes["href"] ?? "").dropFirst())))
      }
      if element.name == "button" { #expect(element.attributes["aria-label"]?.isEmpty == false) }
    }
  }

  @Test func rowsKnowTheirStretches() throws {
    let (_, root, figure) = try page()
    let rows = root.all.filter { $0.name == "tbody" }
    #expect(rows.count == figure.regions.count + figure.events.count + figure.laterEvents.count)
    for (row, region) in zip(rows, figure.regions) {
      #expect(row.attributes["data-first"] == "\(region.stretches.lowerBound)")
      #expect(row.attributes["data-end"] == "\(region.stretches.upperBound)")
      #expect(row.wholeText.contains(region.name) && row.wholeText.contains(region.place))
      let kinds = figure.stretches[region.stretches].map(\.kind)
      #expect(kinds == [.refusedRegion, .collision])
    }
    #expect(
      rows.allSatisfy { Int($0.attributes["data-end"] ?? "").map { $0 <= figure.stretches.count } == true })
    let event = try #require(rows.first { $0.wholeText.contains("0xc07fe000-0xc07fefff") })
    #expect(event.wholeText.contains("populate_kernel_pte"))
  }

  /// WCAG 2.1, 1.4.3: text needs a contrast of 4.5 to its ground, light and dark.
  @Test func wordsCanBeRead() throws {
    let (_, root, _) = try page()
    let sheet = try #require(root.first("style")).text
    let parts = sheet.components(separatedBy: "@media screen and (prefers-color-scheme: dark)")
    // The page's own light colours; its dark ones and the drawing's light; the drawing's dark ones.
    try #require(parts.count == 3)
    let drawing = parts[1].components(separatedBy: ".memory-map { font").last ?? ""
    var checked = 0
    for (rules, paper) in [(drawing, "#ffffff"), (parts[2], "#12171d")] {
      for rule in rules.components(separatedBy: "}") {
        let halves = rule.components(separatedBy: "{")
        guard halves.count >= 2, let selector = halves.dropLast().last,
          let fill = halves.last?.components(separatedBy: "fill: ").dropFirst().first?.prefix(7),
          fill.hasPrefix("#")
        else { continue }
        let words = [
          " text", ".label", ".tag", ".remark", ".zeros", ".head", ".note", ".sound", ".unsound",
          ".kernel-name",
        ]
        guard words.contains(where: { selector.contains($0) }) else { continue }
        checked += 1
        #expect(contrast(String(fill), paper) >= 4.5, "\(selector) \(fill) on \(paper)")
      }
    }
    #expect(checked >= 12)
  }

  private func contrast(_ a: String, _ b: String) -> Double {
    let (light, dark) = (max(luminance(a), luminance(b)), min(luminance(a), luminance(b)))
    return (light + 0.05) / (dark + 0.05)
  }

  private func luminance(_ colour: String) -> Double {
    let number = Int(colour.dropFirst(), radix: 16) ?? 0
    let parts = [number >> 16, number >> 8 & 255, number & 255].map { value -> Double in
      let part = Double(value) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
}
