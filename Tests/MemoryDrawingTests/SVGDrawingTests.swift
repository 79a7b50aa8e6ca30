import DeviceTree
import Foundation
import LinuxBoot
import MemoryDrawing
import TestSupport
import Testing

@Suite struct SVGDrawingTests {
  /// Recorded trees of LoongArch kernels, whatever they are about.
  static let fixtures: [String] = {
    let folders = try? FileManager.default.contentsOfDirectory(atPath: Fixtures.url("boot").path())
    return (folders ?? []).sorted().filter { $0.hasPrefix("6.13.7--") }.map { "boot/\($0)/in.dtb" }
  }()

  private func rows(_ svg: Element) -> [Element] { svg.all(class: "stretch") }

  @Test(arguments: fixtures) func everyStretchHasOneShapeWhereItBelongs(_ fixture: String) throws {
    let prediction = try Board.prediction(fixture: fixture)
    let drawing = SVGDrawing(Board.figure(prediction))
    let svg = try #require(Markup.read(drawing.file))
    let segments = MemoryMap(prediction, includingLater: true).segments
    let rows = rows(svg)
    try #require(rows.count == segments.count)
    #expect(drawing.layout.boxes.count == segments.count)
    var bottom = drawing.layout.top
    for (index, (row, segment)) in zip(rows, segments).enumerated() {
      let bars = row.all(class: "bar")
      try #require(bars.count == 1)
      let box = drawing.layout.boxes[index]
      // One stretch begins where the one before ends, to a tenth, in which coordinates are written.
      #expect(abs(bars[0].number("y") - bottom) < 0.11 && abs(bars[0].number("height") - box.height) < 0.11)
      bottom = box.bottom
      let address = row.first(class: "address")?.wholeText ?? ""
      #expect(UInt64(address.dropFirst(2), radix: 16) == segment.range.base, "\(address)")
      #expect(address.count >= 11 && address.hasPrefix("0x"))
      #expect(row.attributes["id"] == "stretch-\(index)")
      #expect(row.first("desc")?.text.hasPrefix(AddressText.hex(segment.range.base)) == true)
    }
    #expect(Set(rows.map { $0.first(class: "address")?.wholeText.count }).count <= 1)
  }

  @Test(arguments: fixtures) func heightsFollowTheScale(_ fixture: String) throws {
    let figure = Board.figure(try Board.prediction(fixture: fixture))
    let layout = MapLayout(figure, top: 10)
    for (stretch, box) in zip(figure.stretches, layout.boxes) {
      let least = ReadableScale.height(of: stretch.range.size)
      if stretch.kind == .gap {
        #expect(box.height == ReadableScale.gap)
      } else if stretch.remarks.isEmpty {
        #expect(box.height == least)
      } else {
        #expect(box.height >= least)
      }
      #expect(abs(layout.y(of: stretch.range.base) - box.top) < 1e-6)
    }
  }

  @Test func scaleGrowsWithTheSize() {
    #expect(ReadableScale.height(of: 0) == ReadableScale.least)
    #expect(ReadableScale.height(of: 4096) == ReadableScale.least)
    #expect(ReadableScale.height(of: 8192) == ReadableScale.least + ReadableScale.step)
    #expect(ReadableScale.height(of: 12288) == ReadableScale.least + 1.5 * ReadableScale.step)
    #expect(ReadableScale.height(of: .max) <= ReadableScale.least + 52.01 * ReadableScale.step)
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<2000 {
      let size = UInt64.random(in: 0 ... .max, using: &random) >> UInt64.random(in: 0...63, using: &random)
      let more = size.addingReportingOverflow(UInt64.random(in: 0...size, using: &random))
      if more.overflow { continue }
      #expect(
        ReadableScale.height(of: size) <= ReadableScale.height(of: more.partialValue), "seed \(seed), \(size)"
      )
    }
  }

  @Test func whatCollidesStandsOut() throws {
    let prediction = try Board.endOfRAM()
    let svg = try #require(Markup.read(SVGDrawing(Board.figure(prediction)).file))
    let collision = try #require(rows(svg).first { $0.classes.contains("collision") })
    #expect(collision.first(class: "address")?.wholeText == "0x0c07fd000")
    #expect(collision.first(class: "size")?.text == "12 KiB")
    #expect(collision.first(class: "tag")?.text == "collides")
    #expect(collision.first(class: "remark")?.text == "taken first: page tables of the early console")
    #expect(collision.first("desc")?.text.contains("populate_kernel_pte") == true)
    #expect(svg.all(class: "mark").count >= 1)
    #expect(svg.all(class: "bracket").count == 1)
    #expect(svg.first(class: "unsound") != nil)
    let refused = try #require(rows(svg).first { $0.classes.contains("refused") })
    #expect(refused.first(class: "tag")?.text == "refused")
  }

  /// Where a fact decides whether bytes collide, the drawing does not claim that they do.
  @Test func whatMayCollideIsNotClaimed() throws {
    let tree = Board.tree([("maybe@c00000", 0xc0_0000, 0x10_0000)])
    let prediction = try Board.prediction(tree)
    try #require(prediction.regions.first?.verdict == .depends)
    let svg = try #require(Markup.read(SVGDrawing(Board.figure(prediction)).file))
    let row = try #require(rows(svg).first { $0.classes.contains("collision") })
    #expect(row.first(class: "tag")?.text == "may collide")
    #expect(row.all(class: "remark").map(\.text).joined(separator: " ").contains("kernel image"))
    #expect((row.first("desc")?.text.utf8.count ?? 0) < 1000)
  }

  /// Nothing is told by colour alone: every kind has words in the key, and no two look the same without colour.
  @Test func keyNamesEveryKind() throws {
    let prediction = try Board.endOfRAM()
    let svg = try #require(Markup.read(SVGDrawing(Board.figure(prediction)).file))
    let kinds = Set(MemoryMap(prediction, includingLater: true).segments.map(\.kind)).count
    let key = try #require(svg.first(class: "key"))
    #expect(key.all(class: "meaning").count == kinds)
    #expect(Set(key.all(class: "meaning").map(\.text)).count == kinds)
    let shapes = svg.all.filter { $0.name == "pattern" }.compactMap { $0.first("path")?.attributes["d"] }
    #expect(shapes.count >= 7 && Set(shapes).count == shapes.count)
  }

  @Test func overviewIsTrueToScale() throws {
    let prediction = try Board.prediction(
      Board.tree([("low@8000000", 0x800_0000, 0x200_0000), ("high@110000000", 0x1_1000_0000, 0x2000_0000)]))
    let svg = try #require(Markup.read(SVGDrawing(Board.figure(prediction)).file))
    let regions = try #require(svg.first(class: "overview")).all(class: "nomap")
    try #require(regions.count == 2)
    let scale = regions.map { $0.number("height") }
    // 512 MiB are 16 times 32 MiB; heights are written to a tenth.
    #expect(scale[0] > 1 && abs(scale[1] - 16 * scale[0]) < 1.7, "\(scale)")
  }

  @Test func manyRegionsStayLinear() throws {
    let sizes = try [500, 1000].map { count in
      let figure = Board.figure(try Board.manyRegions(count))
      #expect(figure.stretches.filter { $0.kind == .mappedRegion }.count == count)
      return (SVGDrawing(figure).file.utf8.count, HTMLPage(figure).file.utf8.count)
    }
    #expect(Double(sizes[1].0) < 2.1 * Double(sizes[0].0) && sizes[1].0 < 2_000_000, "\(sizes)")
    #expect(Double(sizes[1].1) < 2.1 * Double(sizes[0].1) && sizes[1].1 < 3_000_000, "\(sizes)")
  }

  @Test(arguments: [
    "<script>alert(1)</script>@200000000", "a&b\"c'd@200000000", "]]>*/@200000000", "&amp;@200000000",
    "x\u{1b}[31m\u{0}\u{7}y@200000000", "\u{202e}gnirts@200000000",
    String(repeating: "n", count: 10000) + "@200000000",
    "größe-内存@200000000", "--><!--@200000000",
  ]) func hostileNamesStayText(_ name: String) throws {
    let tree = Board.tree([(name, 0x2_0000_0000, 0x10_0000)])
    let figure = Board.figure(try Board.prediction(tree), title: name)
    let drawing = SVGDrawing(figure).file
    let page = HTMLPage(figure).file
    for text in [drawing, page] {
      let root = try #require(Markup.read(text))
      let row = try #require(root.all(class: "stretch").first { $0.classes.contains("nomap") })
      let scalars = figure.stretches.first { $0.kind == .noMapRegion }?.label ?? ""
      let shown = String(
        String.UnicodeScalarView(
          scalars.unicodeScalars.map {
            $0.value < 0x20 || (0x7f...0x9f).contains($0.value) || (0x202a...0x202e).contains($0.value)
              ? "\u{fffd}" : $0
          }))
      #expect(row.first("title")?.text == shown + " (reserved, no-map)")
      #expect(!root.all.contains { $0.name == "script" && $0.text.contains("alert") })
      #expect(!text.unicodeScalars.contains { ($0.value < 0x20 && $0 != "\n") || $0.value == 0x202e })
      #expect((row.first(class: "label")?.text.count ?? 0) < 60)
    }
  }

  /// Hundreds of entries in one `reg`, and hundreds of reservations: each row finds its verdict.
  @Test func manyEntriesOfOneNode() throws {
    var tree = Board.tree([("many@100000000", 0x1_0000_0000, 0x1000)], isNoMap: false)
    let node = try #require(tree.node(at: "/reserved-memory/many@100000000"))
    var value = PropertyValue()
    for index in 0..<600 as Range<UInt64> {
      value.append(number: 0x1_0000_0000 + index * 0x1000, cells: 2)
      value.append(number: 0x1000, cells: 2)
    }
    tree.set("reg", to: value, of: node)
    tree.reservations = (0..<600).map {
      MemoryReservation(address: 0x1_0000_0000 + $0 * 16, size: 0x100_0000)
    }
    let figure = Board.figure(try Board.prediction(tree))
    #expect(figure.regions.count == 600)
    #expect(figure.regions.allSatisfy { !$0.stretches.isEmpty })
    #expect(Markup.read(HTMLPage(figure).file) != nil)
  }

  /// No memory, no regions, the whole address space, a panic: each gives a drawing.
  @Test func oddTrees() throws {
    var trees = [DeviceTree(), Board.tree([]), Board.tree([("all@0", 0, .max), ("none@1", 1, 0)])]
    var bare = DeviceTree()
    bare.addNode("memory", to: bare.root)
    trees.append(bare)
    for tree in trees {
      let figure = Board.figure(try Board.prediction(tree))
      #expect(Markup.read(SVGDrawing(figure).file) != nil)
      #expect(Markup.read(HTMLPage(figure).file) != nil)
    }
  }
}
