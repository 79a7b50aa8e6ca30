import DeviceTree
import LinuxBoot
import Testing

/// What the versions of Linux do differently, each seen on booted kernels of arm64 and riscv64.
@Suite struct PresetTests {
  static let versions = ["6.1", "6.9", "6.11", "6.12.94", "6.12.107", "6.13", "7.2"]

  @Test func thereIsEveryVersionForEveryArchitecture() {
    for architecture in Architecture.allCases {
      let names = ProfilePreset.all.filter { $0.architecture == architecture }.map(\.name)
      #expect(names == Self.versions)
      #expect(ProfilePreset.newest(for: architecture)?.name == "7.2")
    }
  }

  @Test(arguments: [
    ("6.12.94", "6.12.94"), ("6.12.106", "6.12.94"), ("6.12.110", "6.12.107"), ("7.2.13", "7.2"),
  ])
  func pointReleasesDiffer(_ version: String, _ preset: String) throws {
    #expect(try ProfilePreset.named(version, for: .arm64).name == preset)
  }

  /// `/memreserve/` refuses a no-map node only where it comes first.
  @Test(arguments: versions) func memoryReservationOverNoMap(_ version: String) throws {
    var maker = TreeMaker.board(.arm64)
    maker.region(0x5000_0000, 0x10_0000)
    maker.tree.reservations = [MemoryReservation(address: 0x5000_0000, size: 0x1000)]
    let verdict = try maker.prediction(version, on: .arm64).regions[0].verdict
    #expect(verdict == (version == "6.1" ? .refused : .reserved))
  }

  /// From 6.12.94 on a dynamic region may be placed on a `/memreserve/`.
  @Test(arguments: versions) func memoryReservationUnderDynamic(_ version: String) throws {
    var maker = TreeMaker.board(.arm64)
    maker.dynamic("dyn", 0x10_0000, align: 0x1000, in: [(0x5000_0000, 0x10_0000)])
    maker.tree.reservations = [MemoryReservation(address: 0x5000_0000, size: 0x10_0000)]
    let region = try maker.prediction(version, on: .arm64).regions[0]
    let isFirst = ["6.1", "6.9", "6.11"].contains(version)
    #expect(region.verdict == (isFirst ? .unplaced : .reserved))
    #expect(region.base == (isFirst ? nil : 0x5000_0000))
  }

  /// The crashed kernel's core header: before the regions it refuses no-map ones, after them Linux dies of
  /// reading it, where no-map memory has no mapping.
  @Test(arguments: versions) func coreHeaderOverNoMap(_ version: String) throws {
    var maker = TreeMaker.board(.arm64)
    maker.region(0x5000_0000, 0x10_0000)
    var value = TreeMaker.number(0x5001_0000)
    value.append(number: 0x1_0000, cells: 2)
    maker.tree.set("linux,elfcorehdr", to: value, of: maker.chosen)
    let prediction = try maker.prediction(version, on: .arm64)
    let comesFirst = ["6.12.94", "6.12.107", "7.2"].contains(version)
    #expect(prediction.regions[0].verdict == (comesFirst ? .refused : .reserved))
    #expect(
      prediction.outcome == (comesFirst ? .boots : .panics("Attempted to kill init! exitcode=0x0000000b")))
  }

  @Test(arguments: versions) func noMapAndReusable(_ version: String) throws {
    var maker = TreeMaker.board(.arm64)
    let node = maker.region(0x5000_0000, 0x200_0000, name: "pool@50000000")
    maker.tree.set("compatible", to: .string("shared-dma-pool"), of: node)
    maker.tree.set("reusable", to: .empty, of: node)
    let prediction = try maker.prediction(version, on: .arm64)
    #expect(prediction.regions[0].verdict == (version == "7.2" ? .reserved : .undone))
  }

  /// `cma=` replaces a default pool: undone at first, not even reserved on 7.2, and then without a message.
  @Test(arguments: versions) func defaultPoolWithParameter(_ version: String) throws {
    var maker = TreeMaker.board(.arm64, bootargs: "cma=16M")
    let node = maker.region(0x5000_0000, 0x200_0000, noMap: false, name: "pool@50000000")
    let dynamic = maker.dynamic("dyn", 0x200_0000)
    for node in [node, dynamic] {
      maker.tree.set("compatible", to: .string("shared-dma-pool"), of: node)
      maker.tree.set("reusable", to: .empty, of: node)
      maker.tree.set("linux,cma-default", to: .empty, of: node)
    }
    let prediction = try maker.prediction(version, on: .arm64)
    let isNew = version == "7.2"
    #expect(prediction.regions.map(\.verdict) == (isNew ? [.ignored, .ignored] : [.undone, .undone]))
    #expect(prediction.messages.contains { $0.text.hasSuffix("compatible matching fail") } == !isNew)
    #expect(prediction.events.contains { $0.node == node } == !isNew)
  }

  @Test(arguments: versions) func moreThan64DynamicNodes(_ version: String) throws {
    var maker = TreeMaker.board(.arm64)
    for index in 0..<66 { maker.dynamic("d\(index)", 0x1000) }
    let prediction = try maker.prediction(version, on: .arm64)
    let lost = prediction.regions(.ignored).count
    switch version {
    case "6.12.94", "6.13":
      #expect(
        prediction.outcome
          == .panics("stack-protector: Kernel stack is corrupted in: fdt_scan_reserved_mem"))
    case "6.12.107", "7.2":
      #expect(lost == 2)
      #expect(
        prediction.messages.filter { $0.text.contains("too many defined dynamic regions, skip 'd6") }.count
          == 2)
    default:
      #expect(lost == 2)
      #expect(prediction.messages.contains { $0.text.hasSuffix("not enough space for all defined regions.") })
    }
  }

  /// 7.2 takes alloc-ranges of the wrong length for none, as it does `reg`; before, the node was skipped.
  @Test(arguments: versions) func rangesOfTheWrongLength(_ version: String) throws {
    var maker = TreeMaker.board(.arm64)
    let node = maker.dynamic("wrong", 0x10_0000)
    maker.tree.set("alloc-ranges", to: .cells([0, 0x4000_0000, 0x1000_0000]), of: node)
    let prediction = try maker.prediction(version, on: .arm64)
    let isSkipped = prediction.messages.contains {
      $0.text.contains("invalid alloc-ranges property in 'wrong'")
    }
    #expect(prediction.regions.map(\.verdict) == (version == "7.2" ? [.reserved] : [.ignored]))
    #expect(isSkipped == (version != "7.2"))
  }

  /// The list is filled while static nodes are reserved, so the nodes that it does not hold are named before any
  /// dynamic one is placed, in the tree's order.
  @Test func skippedDynamicNodesAreNamedFirst() throws {
    var maker = TreeMaker.board(.arm64)
    for index in 0..<66 { maker.dynamic("d\(index)", 0x1000) }
    maker.region(0x7000_0000, 0, name: "empty")
    let lines = try maker.prediction("7.2", on: .arm64).messages.filter { $0.level != .debug }.map(\.text)
    #expect(lines[0] == "OF: reserved mem: too many defined dynamic regions, skip 'd64'")
    #expect(lines[1] == "OF: reserved mem: too many defined dynamic regions, skip 'd65'")
    #expect(lines[2].contains("failed to reserve memory for node 'empty'"))
    #expect(lines[3].hasSuffix("non-reusable d0"))
  }

  /// Without a stack protector the overrun goes unseen; where nothing says, it is tried both ways.
  @Test func overrunWithoutProtector() throws {
    var maker = TreeMaker.board(.arm64)
    for index in 0..<66 { maker.dynamic("d\(index)", 0x1000) }
    var input = try maker.input("6.12.94", on: .arm64)
    input.profile.hasStackProtector.value = false
    #expect(input.prediction().outcome == .boots)
    let open = try KernelProfile.preset(named: "6.12.94", for: .arm64, tree: maker.tree)
    let prediction = BootInput(tree: maker.tree, profile: open).prediction()
    #expect(prediction.messages.contains { $0.text.contains("each was tried: stack protector") })
  }

  /// On 6.1 nodes of one size and no address yet are placed as a heap sort leaves them.
  @Test func placesDynamicNodesOutOfOrder() throws {
    var maker = TreeMaker.board(.arm64)
    for name in ["a", "b", "c", "d", "e"] { maker.dynamic(name, 0x1000) }
    func order(_ version: String) throws -> [String] {
      try maker.prediction(version, on: .arm64).regions.sorted { ($0.base ?? 0) > ($1.base ?? 0) }.map(\.name)
    }
    #expect(try order("6.11") == ["a", "b", "c", "d", "e"])
    #expect(try order("7.2") == ["a", "b", "c", "d", "e"])
    #expect(try order("6.1") != ["a", "b", "c", "d", "e"])
    #expect(try order("6.1").sorted() == ["a", "b", "c", "d", "e"])
  }

  @Test(arguments: versions) func entriesBehindTheFirst(_ version: String) throws {
    var maker = TreeMaker.board(.arm64)
    let node = maker.region(0x5000_0000, 0x10_0000)
    var value = TreeMaker.number(0x5000_0000)
    for number: UInt64 in [0x10_0000, 0x5800_0000, 0x10_0000] { value.append(number: number, cells: 2) }
    maker.tree.set("reg", to: value, of: node)
    let prediction = try maker.prediction(version, on: .arm64)
    let noMap = prediction.memblock.memory.regions.filter { $0.flags.contains(.noMap) }.map(\.base)
    #expect(noMap == (version == "7.2" ? [0x5000_0000] : [0x5000_0000, 0x5800_0000]))
  }

  /// A `reg` of the wrong length counts as none on 7.2: nothing is said, and `size` is looked at.
  @Test(arguments: versions) func regOfTheWrongLength(_ version: String) throws {
    var maker = TreeMaker.board(.arm64)
    let node = maker.dynamic("bad", 0x1000)
    maker.tree.set("reg", to: .cells([0, 0x5000_0000, 0]), of: node)
    let prediction = try maker.prediction(version, on: .arm64)
    let isNew = version == "7.2"
    #expect(prediction.messages.contains { $0.text.contains("invalid reg property in 'bad'") } == !isNew)
    #expect(prediction.regions[0].verdict == (isNew ? .reserved : .ignored))
  }

  /// On 7.2 a region whose handler failed is not in the table any more.
  @Test(arguments: versions) func failedRegionsInTheTable(_ version: String) throws {
    var maker = TreeMaker.board(.arm64)
    let node = maker.region(0x5000_1000, 0x100_0000, noMap: false, name: "pool@50001000")
    maker.tree.set("compatible", to: .string("shared-dma-pool"), of: node)
    maker.tree.set("reusable", to: .empty, of: node)
    let region = try maker.prediction(version, on: .arm64).regions[0]
    #expect(region.verdict == .undone)
    let range = MemoryRange(base: 0x5000_1000, size: 0x100_0000)
    #expect(region.lookupAfterBoot == (version == "7.2" ? .null : .found(range)))
  }

  /// 7.2 marks what the kernel allocates, so that it does not merge with other reservations.
  @Test(arguments: versions) func mergesAllocations(_ version: String) throws {
    var maker = TreeMaker.board(.arm64)
    maker.region(0x5ff0_0000, 0x10_0000, noMap: false)
    maker.dynamic("dyn", 0x10_0000, align: 0x1000, in: [(0x5000_0000, 0xff0_0000)])
    let prediction = try maker.prediction(version, on: .arm64)
    let count = prediction.memblock.reserved.regions.filter {
      $0.base >= 0x5000_0000 && $0.base < 0x6000_0000
    }
    .count
    #expect(prediction.regions[1].base == 0x5fe0_0000)
    #expect(count == (version == "7.2" ? 2 : 1))
  }
}
