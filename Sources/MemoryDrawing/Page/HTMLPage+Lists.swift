import LinuxBoot

extension HTMLPage {
  func writeLists(to writer: inout MarkupWriter) {
    writer.newLine()
    if !figure.regions.isEmpty {
      writer.element("h2", text: "What becomes of /reserved-memory")
      writeRegions(to: &writer)
    }
    writeMessages("What Linux complains of", figure.complaints, class: "complaints", to: &writer)
    if !figure.events.isEmpty {
      writer.element("h2", text: "What Linux does to memory before it reads /reserved-memory, in order")
      writeEvents(figure.events, "event", to: &writer)
    }
    if !figure.laterEvents.isEmpty {
      writer.element("details") { writer in
        writer.element("summary") {
          $0.element("h2", text: "What it does after that (\(figure.laterEvents.count) operations known)")
        }
        writeEvents(figure.laterEvents, "later", to: &writer)
      }
      writer.newLine()
    }
    writeMessages("What was assumed", figure.assumptions, class: "assumptions", to: &writer)
  }

  private func writeRegions(to writer: inout MarkupWriter) {
    writer.element("table", ["class": "regions"]) { writer in
      writeHeads(["verdict", "region", "addresses", "size", "manner"], to: &writer)
      for (index, row) in figure.regions.enumerated() {
        let id = "region-\(index)"
        writeRow(id, row.stretches, class: row.verdict.rawValue, to: &writer) { writer in
          writer.element("tr") { writer in
            writer.element("td", ["class": "what"], text: row.verdict.rawValue)
            writer.element("td", ["class": "name"]) { $0.element("a", ["href": "#\(id)"], text: row.name) }
            writer.element("td", ["class": "place"], text: row.place)
            writer.element("td", ["class": "number"], text: row.size)
            writer.element("td", ["class": "manner"], text: row.manner)
          }
          guard !row.causes.isEmpty else { return }
          writer.element("tr", ["class": "more"]) { writer in
            writer.element("td", ["colspan": "5"]) { writer in
              for cause in row.causes { writer.element("p", ["class": "cause"], text: cause) }
            }
          }
        }
      }
    }
    writer.newLine()
  }

  private func writeEvents(_ rows: [EventRow], _ prefix: String, to writer: inout MarkupWriter) {
    writer.element("table", ["class": "events"]) { writer in
      writeHeads(["operation", "addresses", "size", "why"], to: &writer)
      var before: String?
      for (index, row) in rows.enumerated() {
        let id = "\(prefix)-\(index)"
        let why = row.why == before ? "likewise" : row.why
        writeRow(id, row.stretches, class: row.operation.rawValue, to: &writer) { writer in
          writer.element("tr") { writer in
            writer.element("td", text: row.operation.rawValue)
            writer.element("td", ["class": "place"]) {
              $0.element("a", ["href": "#\(id)"], text: row.place)
            }
            writer.element("td", ["class": "number"], text: row.size)
            writer.element("td") { writer in
              writer.write(why + " ")
              writer.element("code", text: row.by)
            }
          }
        }
        before = row.why
      }
    }
    writer.newLine()
  }

  private func writeHeads(_ heads: [String], to writer: inout MarkupWriter) {
    writer.element("thead") { writer in
      writer.element("tr") { writer in
        for head in heads {
          let kind = head == "size" ? "number" : "words"
          writer.element("th", ["scope": "col", "class": kind], text: head)
        }
      }
    }
  }

  /// A row, or two that belong together, that knows which stretches of the map it is about.
  private func writeRow(
    _ id: String, _ stretches: Range<Int>, class name: String, to writer: inout MarkupWriter,
    _ content: (inout MarkupWriter) -> Void
  ) {
    let attributes: KeyValuePairs<StaticString, String> = [
      "id": id, "class": "row \(name)", "data-first": "\(stretches.lowerBound)",
      "data-end": "\(stretches.upperBound)",
    ]
    writer.newLine()
    withoutActuallyEscaping(content) { writer.element("tbody", attributes, $0) }
  }

  private func writeMessages(
    _ heading: String, _ lines: [String], class name: String, to writer: inout MarkupWriter
  ) {
    guard !lines.isEmpty else { return }
    writer.element("h2", text: heading)
    writer.element("ul", ["class": name]) { writer in
      for line in lines { writer.element("li", text: line) }
    }
    writer.newLine()
  }
}
