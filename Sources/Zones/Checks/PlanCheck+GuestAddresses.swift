import DeviceTree
import SourceDiagnostics

extension PlanCheck {
  /// What a guest sees at one address twice, as far as the physical addresses do not tell: virtio devices,
  /// and memory that guests see elsewhere than it is.
  mutating func checkGuestAddresses() {
    var windows: [String: [SharedWindow]] = [:]
    for window in plan.windows {
      for member in Set(window.members.map(\.value)) { windows[member, default: []].append(window) }
    }
    let common =
      plan.hypervisor.guestMemory.map {
        claim(.boardMemory, "every guest's memory", Located($0.value.guestRange, at: $0.range))
      } + plan.hypervisor.guestIO.map { claim(.io, "every guest's I/O", $0) }
    // A fault of the board is the same for every guest, and said once.
    var told: Set<[SourceRange?]> = []
    for (zone, contents) in zip(plan.zones, contents) where !zone.isRoot {
      var claims = common
      claims += zone.memory.map { claim(.memory, "zone '\(zone.name)'", $0, zone: zone.node) }
      claims += (windows[zone.name] ?? []).map { claim(.window, "window '\($0.name)'", $0.memory) }
      let virtio = plan.hypervisor.virtioBase == nil ? [] : zone.virtioDevices
      claims += virtio.map { device in
        let page = MemoryRange(base: device.registers.base, size: VirtioDevice.spacing)
        return claim(
          .virtio, "virtio-\(device.kind) of zone '\(zone.name)'", Located(page, at: device.range))
      }
      claims += contents.devicePages(in: board).map { node, range in
        claim(.io, "device \(board.tree.path(of: node))", Located(range, at: contents.place(of: node)))
      }
      reportOverlaps(
        Claim.conflicts(claims).filter { told.insert([$0.earlier.source, $0.later.source]).inserted })
    }
    warnOfSharedPages()
  }

  /// hvisor gives whole pages: whoever has one device of a page has the others too.
  private mutating func warnOfSharedPages() {
    struct Use {
      var zone: Int
      var node: DeviceTree.NodeID
      var range: MemoryRange
    }
    var uses: [Use] = []
    for (index, contents) in contents.enumerated() {
      for (node, range) in contents.devicePages(in: board) where !board.isShareable(node) {
        uses.append(Use(zone: index, node: node, range: range))
      }
    }
    uses.sort { ($0.range.base, $0.range.end, $0.node) < ($1.range.base, $1.range.end, $1.node) }
    // The use that reaches farthest, and the one of another zone that does.
    var farthest: [Use] = []
    for use in uses {
      if let other = farthest.first(where: {
        $0.zone != use.zone && $0.node != use.node && $0.range.overlaps(use.range)
      }) {
        reportSharedPage(other.node, of: other.zone, use.node, of: use.zone)
      }
      farthest.append(use)
      farthest.sort { $0.range.end > $1.range.end }
      if let first = farthest.first {
        farthest = [first] + farthest.dropFirst().filter { $0.zone != first.zone }.prefix(1)
      }
    }
  }

  private mutating func reportSharedPage(
    _ a: DeviceTree.NodeID, of first: Int, _ b: DeviceTree.NodeID, of second: Int
  ) {
    let tree = board.tree
    let (here, there) = (contents[second].place(of: b), contents[first].place(of: a))
    if let here, let there, here.file == there.file, here.start < there.start {
      reportSharedPage(b, of: second, a, of: first)
      return
    }
    warn(
      "\(tree.path(of: b)) of zone '\(plan.zones[second].name)' and \(tree.path(of: a)) of zone "
        + "'\(plan.zones[first].name)' lie in one 4 KiB page, so each zone can reach both",
      at: here, notes: [.init("the other device is given here", at: there)],
      help: "give both to one zone")
  }
}
