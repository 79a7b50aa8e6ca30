import DeviceTree
import Testing
import TestSupport

/// Large and hostile trees: what would be quadratic takes minutes here.
@Suite struct ScaleTests {
  /// Thousands of labels, fragments, new names below one parent, and references to each.
  @Test func manyFragmentsAreMergedInOneGo() throws {
    let count = 4000
    var base = DeviceTree()
    let symbols = base.addNode("__symbols__", to: base.root)
    for index in 0..<count {
      let node = base.addNode("n\(index)", to: base.root)
      base.set("phandle", to: .cells([UInt32(index + 1)]), of: node)
      base.set("l\(index)", to: .string("/n\(index)"), of: symbols)
    }
    var overlay = DeviceTree()
    let fixups = overlay.addNode("__fixups__", to: overlay.root)
    for index in 0..<count {
      let fragment = overlay.addNode("f\(index)", to: overlay.root)
      overlay.set("target", to: .cells([.max]), of: fragment)
      overlay.set("l\(index)", to: .strings(["/f\(index):target:0"]), of: fixups)
      let content = overlay.addNode("__overlay__", to: fragment)
      overlay.set("p\(index)", to: .empty, of: content)
      overlay.addNode("new\(index)", to: content)
    }
    let all = overlay.addNode("all", to: overlay.root)
    overlay.set("target-path", to: .string("/"), of: all)
    let content = overlay.addNode("__overlay__", to: all)
    for index in 0..<count { overlay.addNode("top\(index)", to: content) }
    let merged = try base.applying(overlays: [overlay])
    #expect(Array(merged.allNodes).count == 2 + 3 * count)
    let last = try #require(merged.node(at: "/n\(count - 1)"))
    #expect(merged.property("p\(count - 1)", of: last) != nil)
    #expect(
      merged.children(of: merged.root).first { _ in true }.map { merged.name(of: $0) } == "top\(count - 1)")
    let difference = TreeDifference(from: base, to: merged)
    #expect(difference.changes.count == 3 * count)
    #expect(try DifferenceOverlay(difference).rest.isEmpty)
  }

  /// Nesting that recursion would not survive, every node with mistakes of its own.
  @Test func deepNestingIsNoDanger() throws {
    var tree = DeviceTree()
    var node = tree.root
    for index in 0..<2000 {
      node = tree.addNode("d", to: node)
      tree.set("ranges", to: .cells([1]), of: node)
      tree.set("interrupt-map", to: .cells([1, 2, 3]), of: node)
      tree.set("#interrupt-cells", to: .cells([index % 2 == 0 ? 0xffff_ffff : 1]), of: node)
      tree.set("reg", to: .cells([1, 2, 3]), of: node)
      tree.set("interrupts", to: .cells([1]), of: node)
      tree.set("clocks", to: .cells([7, 7]), of: node)
    }
    let (addresses, interrupts) = (AddressTranslation(of: tree), InterruptTree(of: tree))
    #expect(throws: ReadingError.self) { try addresses.cpuRanges(of: node) }
    #expect(throws: ReadingError.self) { try interrupts.resolvedInterrupts(of: node) }
    #expect(PhandleReferences(of: tree).properties.isEmpty)
    #expect(TreeDifference(from: tree, to: tree).isEmpty)
    var empty = DeviceTree()
    empty.addNode("d", to: empty.root)
    #expect(!TreeDifference(from: empty, to: tree).isEmpty)
    do throws(ReadingError) {
      _ = try addresses.cpuRanges(of: node)
    } catch {
      #expect(error.description.utf8.count < 1000)
    }
  }

  /// Random cells where readings look: nothing traps, whatever they say.
  @Test func randomValuesAreReadOrRefused() throws {
    let seed: UInt64 = .random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    let names = [
      "#address-cells", "#size-cells", "#interrupt-cells", "#clock-cells", "#msi-cells", "reg", "ranges",
      "dma-ranges",
      "interrupts", "interrupts-extended", "interrupt-parent", "interrupt-map", "interrupt-map-mask",
      "clocks", "msi-map", "msi-map-mask", "assigned-addresses",
      "phandle", "interrupt-controller", "interconnects", "status", "device_type", "size", "alignment",
      "alloc-ranges",
      "compatible", "reset-gpios", "gpio-ranges", "linux,initrd-start", "linux,initrd-end", "stdout-path",
    ]
    var (read, refused) = (0, 0)
    func attempt(_ reading: () throws(ReadingError) -> Void) {
      do throws(ReadingError) {
        try reading()
        read += 1
      } catch {
        refused += 1
        #expect(!error.description.isEmpty && !error.path.isEmpty)
      }
    }
    for _ in 0..<150 {
      var tree = DeviceTree()
      var nodes = [tree.root]
      for name in [
        "soc", "pcie@1", "isa", "cpus", "cpu@0", "chosen", "reserved-memory", "aliases", "memory@1", "a", "b",
      ] {
        let parent =
          Bool.random(using: &random) ? tree.root : nodes.randomElement(using: &random) ?? tree.root
        nodes.append(tree.addNode(name, to: parent))
      }
      for node in nodes {
        for _ in 0..<Int.random(in: 0...9, using: &random) {
          let choices: [UInt32] = [0, 1, 2, 3, 4, 5, .max, .random(in: 0 ... .max, using: &random)]
          let cells = (0..<Int.random(in: 0...12, using: &random)).map { _ in
            choices.randomElement(using: &random) ?? 0
          }
          let texts = ["cpu", "memory", "pci", "/soc", "serial0:1", "okay"]
          let value: PropertyValue =
            Int.random(in: 0...6, using: &random) == 0
            ? .string(texts.randomElement(using: &random) ?? "") : .cells(cells)
          tree.set(names.randomElement(using: &random) ?? "reg", to: value, of: node)
        }
      }
      let (addresses, dma, interrupts) = (
        AddressTranslation(of: tree), DMATranslation(of: tree), InterruptTree(of: tree)
      )
      let phandles = PhandleTable(of: tree)
      for node in nodes {
        attempt { () throws(ReadingError) in _ = try addresses.cpuRanges(of: node) }
        attempt { () throws(ReadingError) in _ = try dma.windows(of: node) }
        attempt { () throws(ReadingError) in _ = try interrupts.resolvedInterrupts(of: node) }
        attempt { () throws(ReadingError) in _ = try tree.status(of: node) }
        attempt { () throws(ReadingError) in _ = try addresses.assignedAddresses(of: node) }
        attempt { () throws(ReadingError) in
          _ = try IdentifierMap(.msi, of: node, in: tree, phandles)?.output(for: 3)
        }
        for name in ["clocks", "msi-map", "reset-gpios", "gpio-ranges", "interrupt-map"] {
          attempt { () throws(ReadingError) in _ = try tree.references(name, of: node, in: phandles) }
        }
        attempt { () throws(ReadingError) in _ = try tree.cpuRanges(of: node) }
      }
      attempt { () throws(ReadingError) in _ = try tree.cpus() }
      attempt { () throws(ReadingError) in _ = try tree.memoryNodes() }
      attempt { () throws(ReadingError) in _ = try tree.reservedRegions() }
      attempt { () throws(ReadingError) in _ = try tree.chosen() }
      attempt { () throws(ReadingError) in _ = try tree.aliases() }
      #expect(TreeDifference(from: tree, to: try OverlayLab.reread(tree)).isEmpty, "seed \(seed)")
    }
    #expect(read > 0 && refused > 0, "seed \(seed)")
  }
}
