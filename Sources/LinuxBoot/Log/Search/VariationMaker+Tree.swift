import DeviceTree

/// What the tree says: RAM, regions, the initrd, and what firmware adds.
extension VariationMaker {
  /// The RAM that the log shows, if it is other RAM.
  var memory: [Variation] {
    guard let logged = facts.banks else { return [] }
    let given = FlatReader(input.tree).memoryBanks().map(\.range)
    let (have, want) = (Self.union(given), Self.union(logged.value))
    guard have != want, !want.isEmpty else { return [] }
    return [
      Variation(
        FactCorrection(
          "memory nodes", given: Self.text(have), from: .tree("/memory"), needed: Self.text(want),
          evidence: logged.source,
          help: "the tree is not the one that booted: a boot loader may have changed it"),
        .direct { $0.tree = Self.tree($0.tree, with: logged.value) })
    ]
  }

  /// The regions that the log lists, if they are other ones.
  var regions: [Variation] {
    let listed = log.entries.compactMap { Self.listed($0.statement) }
    guard !listed.isEmpty, let parent = input.tree.node(at: "/reserved-memory") else { return [] }
    let foretold = prediction.messages.compactMap { LogStatement(text: $0.text).flatMap { Self.listed($0) } }
    let (have, want) = (Set(foretold.map(\.name)), Set(listed.map(\.name)))
    let placed = Dictionary(foretold.map { ($0.name, $0) }) { first, _ in first }
    let missing = listed.filter { !have.contains($0.name) }
    let extra = foretold.filter { !want.contains($0.name) }
    let moved = listed.filter { region in
      guard let node = input.tree.child(named: region.name, of: parent), let old = placed[region.name] else {
        return false
      }
      return old != region && input.tree.property("reg", of: node) != nil
    }
    guard !(missing + extra + moved).isEmpty, (missing + extra + moved).count <= 4096 else { return [] }
    let parts =
      extra.map { "without \($0.name)" } + missing.map { "with \($0.name) at \(Self.text([$0.span.range]))" }
      + moved.map { "\($0.name) at \(Self.text([$0.span.range]))" }
    let shown = parts.prefix(4).joined(separator: ", ") + (parts.count > 4 ? ", …" : "")
    return [
      Variation(
        FactCorrection(
          "regions of the tree", given: "\(foretold.count) regions", from: .tree("/reserved-memory"),
          needed: shown, evidence: line(of: (missing + moved).first),
          help: "the tree is not the one that booted: give that one"),
        .direct { input in
          for region in extra {
            if let node = input.tree.child(named: region.name, of: parent) { input.tree.remove(node) }
          }
          for region in missing + moved { Self.set(region, of: parent, in: &input.tree) }
        })
    ]
  }

  /// Another size of the blob than was given.
  var blobSize: [Variation] {
    guard let logged = facts.blob, logged.value.size != input.blobSize, logged.value.size > 0 else {
      return []
    }
    return [
      Variation(
        FactCorrection(
          "size of the blob", given: "\(input.blobSize) bytes", from: .tree("/"),
          needed: "\(logged.value.size) bytes", evidence: logged.source,
          help: "the tree is not the one that booted, or it was padded: give that one"),
        .direct { $0.blobSize = logged.value.size })
    ]
  }

  /// Where Linux reserved the initrd.
  var initrdOfLog: Variation? {
    guard let logged = facts.initrd else { return nil }
    let page = profile.paging.value.pageSize
    if let initrd = input.initrd {
      let start = initrd.base & ~(page - 1)
      let end = (initrd.end &+ page &- 1) & ~(page - 1)
      if MemoryRange(base: start, end: end) == logged.value { return nil }
    }
    let text = logged.value.factText
    return Variation(
      FactCorrection(
        "initrd", given: input.initrd?.factText ?? "as /chosen says",
        from: input.initrd == nil ? .tree("/chosen") : .flag("--initrd"), needed: text,
        evidence: logged.source, arguments: ["--initrd", text]),
      .bootFlag { $0.initrd = logged.value })
  }

  /// Firmware that adds its own memory (riscv64).
  var firmware: [Variation] {
    guard architecture == .riscv64, input.firmwareNodes.isEmpty else { return [] }
    let told = facts.firmware
    let presets = told.map { [$0.value] } ?? FirmwarePreset.all.reversed()
    return presets.map { preset in
      Variation(
        FactCorrection(
          "firmware", given: "adds nothing to the tree", from: .assumed("no firmware was given"),
          needed: preset.name, evidence: told?.source, arguments: ["--firmware", preset.name]),
        .bootFlag { $0 = $0.adding(preset) })
    }
  }
}

extension VariationMaker {
  private struct Listed: Hashable {
    var name: String
    var span: MemorySpan
    var isNoMap: Bool
    var isReusable: Bool
  }

  private static func listed(_ statement: LogStatement) -> Listed? {
    guard case .region(.listed(let name, let span, let isNoMap, let isReusable)) = statement else {
      return nil
    }
    return Listed(name: name, span: span, isNoMap: isNoMap, isReusable: isReusable)
  }

  private func line(of region: Listed?) -> FactSource? {
    guard let region else { return nil }
    return log.entries.first { Self.listed($0.statement) == region }.map { .log($0.line) }
  }

  private static func set(_ region: Listed, of parent: DeviceTree.NodeID, in tree: inout DeviceTree) {
    let root = FlatReader(tree).root
    guard root.addressCells <= 64, root.sizeCells <= 64 else { return }
    let node = tree.addNode(region.name, to: parent)
    var value = PropertyValue()
    value.append(number: region.span.first, cells: root.addressCells)
    value.append(number: region.span.range.size, cells: root.sizeCells)
    tree.set("reg", to: value, of: node)
    if region.isNoMap { tree.set("no-map", to: .empty, of: node) }
    if region.isReusable { tree.set("reusable", to: .empty, of: node) }
  }

  /// The tree with one memory node that has these banks.
  private static func tree(_ tree: DeviceTree, with banks: [MemoryRange]) -> DeviceTree {
    var tree = tree
    let reader = FlatReader(tree)
    guard reader.root.addressCells <= 64, reader.root.sizeCells <= 64 else { return tree }
    let nodes = Set(reader.memoryBanks().map(\.node)).sorted()
    let first = nodes.first ?? tree.addNode("memory", to: tree.root)
    for node in nodes.dropFirst() { tree.remove(node) }
    var value = PropertyValue()
    for bank in banks {
      value.append(number: bank.base, cells: reader.root.addressCells)
      value.append(number: bank.size, cells: reader.root.sizeCells)
    }
    tree.set("device_type", to: .string("memory"), of: first)
    if let limit = tree.property("linux,usable-memory", of: first) { tree.remove(limit) }
    tree.set("reg", to: value, of: first)
    return tree
  }

  /// The addresses of all ranges, neighbours joined.
  private static func union(_ ranges: [MemoryRange]) -> [MemoryRange] {
    var joined: [MemoryRange] = []
    for range in ranges.filter({ !$0.isEmpty }).sorted(by: { $0.base < $1.base }) {
      if let last = joined.last, range.base <= last.end {
        joined[joined.count - 1] = MemoryRange(base: last.base, end: max(last.end, range.end))
      } else {
        joined.append(range)
      }
    }
    return joined
  }

  private static func text(_ ranges: [MemoryRange]) -> String {
    let shown = ranges.prefix(4).map { AddressText.range($0) }.joined(separator: ", ")
    return ranges.isEmpty ? "none" : shown + (ranges.count > 4 ? ", …" : "")
  }
}
