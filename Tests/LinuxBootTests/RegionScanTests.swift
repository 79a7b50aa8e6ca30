import DeviceTree
import LinuxBoot
import Testing

/// The scan of /reserved-memory, rule by rule, with RAM at 0x200000-0xfffffff and 0x90000000-0x9fffffff.
@Suite struct RegionScanTests {
  func maker() -> TreeMaker { TreeMaker([0x20_0000...0xfff_ffff, 0x9000_0000...0x9fff_ffff]) }

  @Test func orderDecidesBetweenMappedAndNoMap() throws {
    var maker = maker()
    maker.region(0x9200_0000, 0x20_0000, noMap: false)
    maker.region(0x9210_0000, 0x20_0000)
    maker.region(0x9500_0000, 0x20_0000)
    maker.region(0x9510_0000, 0x20_0000, noMap: false)
    let prediction = try maker.prediction()
    #expect(prediction.regions.map(\.verdict) == [.reserved, .refused, .reserved, .reserved])
    #expect(prediction.regions[1].collisionRange == MemoryRange(base: 0x9210_0000, size: 0x10_0000))
    #expect(prediction.regions[1].cause.contains("/reserved-memory/r@92000000"))
  }

  @Test func memoryAndReservationNeedNotBeTheSameBytes() throws {
    var maker = maker()
    // Over the 2 MiB line: some of it is RAM, some is reserved, nothing is both.
    maker.region(0x1f_f000, 0x2000, name: "line@1ff000")
    maker.region(0x1f_0000, 0x1000, name: "below@1f0000")
    #expect(try maker.prediction().regions.map(\.verdict) == [.refused, .reserved])
  }

  @Test(
    arguments: [
      ("#size-cells", PropertyValue.cells([1])), ("#address-cells", .cells([1])), ("ranges", nil),
      ("#size-cells", nil),
    ] as [(String, PropertyValue?)])
  func oneWrongPropertyDropsAll(_ name: String, _ value: PropertyValue?) throws {
    var maker = maker()
    maker.region(0x9200_0000, 0x20_0000)
    maker.dynamic("dyn", 0x1000)
    let node = maker.reservedMemory()
    if let value {
      maker.tree.set(name, to: value, of: node)
    } else if let old = maker.tree.property(name, of: node) {
      maker.tree.remove(old)
    }
    let prediction = try maker.prediction()
    #expect(prediction.regions.map(\.verdict) == [.ignored, .ignored])
    #expect(prediction.regions.allSatisfy { $0.cause.contains(name) && $0.lookupAfterBoot == .null })
    // 6.13 looks twice, and complains twice.
    #expect(prediction.messages.filter { $0.text.contains("unsupported node format") }.count == 2)
    #expect(
      try maker.prediction("6.11.6").messages.filter { $0.text.contains("unsupported node format") }.count
        == 1)
  }

  @Test func statusAndShape() throws {
    var maker = maker()
    let off = maker.region(0x9200_0000, 0x1000)
    maker.tree.set("status", to: .string("disabled"), of: off)
    let empty = maker.region(0x9300_0000, 0x1000)
    maker.tree.set("reg", to: .empty, of: empty)
    let odd = maker.region(0x9400_0000, 0x1000)
    maker.tree.set("reg", to: .cells([0, 1, 2]), of: odd)
    maker.tree.addNode("nothing", to: maker.reservedMemory())
    let prediction = try maker.prediction()
    #expect(prediction.regions.map(\.verdict) == [.ignored, .ignored, .ignored, .ignored])
    #expect(prediction.regions.map(\.base) == [0x9200_0000, nil, nil, nil])
    #expect(prediction.messages.filter { $0.text.contains("invalid reg property") }.count == 2)
  }

  @Test func onlyTheFirstEntryIsSaved() throws {
    var maker = maker()
    let node = maker.region(0x9200_0000, 0x1000)
    maker.tree.set(
      "reg", to: .cells([0, 0x9200_0000, 0, 0x1000, 0, 0x20_0000, 0, 0x1000, 0, 0x9400_0000, 0, 0x1000]),
      of: node)
    let prediction = try maker.prediction()
    #expect(prediction.regions.map(\.verdict) == [.reserved, .refused, .notSaved])
    #expect(prediction.regions.map(\.entry) == [0, 1, 2])
    #expect(
      Set(prediction.regions.map(\.lookupAfterBoot)) == [.found(MemoryRange(base: 0x9200_0000, size: 0x1000))]
    )
  }

  @Test func dynamicRegionsComeAfterStaticOnes() throws {
    var maker = maker()
    maker.dynamic("first", 0x10_0000)
    maker.region(0x9ff0_0000, 0x10_0000)
    maker.dynamic("aligned", 0x1000, align: 0x40_0000)
    maker.dynamic("ranged", 0x10_0000, in: [(0xa000_0000, 0x1000_0000), (0x400_0000, 0x100_0000)])
    maker.dynamic("toobig", 0x4000_0000)
    let prediction = try maker.prediction()
    #expect(prediction.regions.map(\.base) == [0x9fe0_0000, 0x9ff0_0000, 0x9fc0_0000, 0x4f0_0000, nil])
    #expect(prediction.regions.map(\.verdict) == [.reserved, .reserved, .reserved, .reserved, .unplaced])
    #expect(
      prediction.messages.contains {
        $0.text == "OF: reserved mem: failed to allocate memory for node 'toobig': size 1024 MiB"
      })
  }

  /// A window that begins at an earlier region is filled from the bottom.
  ///
  /// Up to 6.11 static regions count as
  /// earlier, from 6.13 on only dynamic ones.
  @Test func directionFollowsSavedRegions() throws {
    var maker = maker()
    maker.region(0x9200_0000, 0x10_0000)
    maker.dynamic("near", 0x10_0000, in: [(0x9210_0000, 0x100_0000)])
    #expect(try maker.prediction("6.11.6").regions.map(\.base) == [0x9200_0000, 0x9210_0000])
    #expect(try maker.prediction("6.13.7").regions.map(\.base) == [0x9200_0000, 0x9300_0000])
  }

  @Test func aDynamicRegionCanLandOnAReservationFrom6_13On() throws {
    var maker = maker()
    maker.dynamic("dyn", 0x10_0000)
    maker.tree.reservations = [MemoryReservation(address: 0x9ff0_0000, size: 0x10_0000)]
    #expect(try maker.prediction("6.13.7").regions.map(\.base) == [0x9ff0_0000])
    #expect(try maker.prediction("6.11.6").regions.map(\.base) == [0x9fe0_0000])
  }

  @Test(arguments: ["6.11.6", "6.13.7"]) func handlersUndo(_ kernel: String) throws {
    var maker = maker()
    for (base, properties) in [
      (0x9280_0000, ["reusable"]), (0x9300_1000, ["reusable"]), (0x9400_0000, ["reusable", "no-map"]),
      (0x9500_0000, []),
      (0x9600_0000, ["no-map"]),
    ] as [(UInt64, [String])] {
      let node = maker.region(base, 0x80_0000, noMap: false)
      maker.tree.set("compatible", to: .string("shared-dma-pool"), of: node)
      for property in properties { maker.tree.set(property, to: .empty, of: node) }
    }
    let prediction = try maker.prediction(kernel)
    #expect(prediction.regions.map(\.verdict) == [.reserved, .undone, .undone, .reserved, .reserved])
    #expect(prediction.regions[1].cause.contains("8 MiB"))
    #expect(prediction.messages.filter { $0.text.hasSuffix("compatible matching fail") }.count == 2)
    // What is given back is RAM again; a region that is undone stays in the table.
    #expect(!prediction.memoryLines.contains("94000000-947fffff : Reserved"))
    #expect(prediction.memoryLines.contains("96000000-967fffff : Reserved"))
    if kernel == "6.13.7" {
      #expect(
        prediction.regions[1].lookupAfterBoot == .found(MemoryRange(base: 0x9300_1000, size: 0x80_0000)))
    }
  }

  @Test func undoingFreesWhatOthersReserved() throws {
    var maker = TreeMaker([0x20_0000...0xfff_ffff], bootargs: "earlycon=uart8250,mmio,0x1fe001e0")
    let node = maker.region(0xffe_1000, 0x1_f000, noMap: false)
    maker.tree.set("compatible", to: .string("shared-dma-pool"), of: node)
    maker.tree.set("reusable", to: .empty, of: node)
    let prediction = try maker.prediction()
    #expect(prediction.regions.map(\.verdict) == [.undone])
    #expect(
      prediction.regions[0].collisions.map { prediction.events[$0].by } == [
        "populate_kernel_pte", "populate_kernel_pte", "populate_kernel_pte",
      ])
  }

  @Test func tablesAreFull() throws {
    var maker = maker()
    for index in 0..<70 { maker.region(0x9000_0000 + UInt64(index) * 0x10000, 0x10000, noMap: false) }
    let old = try maker.prediction("6.11.6")
    #expect(old.regions(.notSaved).count == 6)
    #expect(old.regions(.notSaved).first?.name == "r@90400000")
    #expect(old.messages.filter { $0.text.hasSuffix("not enough space for all defined regions.") }.count == 6)
    #expect(try maker.prediction("6.13.7").regions(.reserved).count == 70)

    var many = self.maker()
    for index in 0..<66 { many.dynamic("d\(index)", 0x10000) }
    let new = try many.prediction("6.13.7")
    #expect(new.regions(.notSaved).map(\.name) == ["d64", "d65"])
    #expect(new.regions.allSatisfy { $0.base != nil })
    #expect(try many.prediction("6.11.6").regions(.ignored).map(\.name) == ["d64", "d65"])
  }

  /// Two banks and n no-map pieces inside take 2 + 2n of 128 slots; each split asks for two more, and so does
  /// `memblock_free_all` at the end.
  @Test func memblockOverflowsIntoAPanic() throws {
    var maker = maker()
    for index in 0..<62 { maker.region(0x9000_0000 + UInt64(index) * 0x20000 + 0x10000, 0x10000) }
    #expect(try maker.prediction().outcome == .boots)
    maker.region(0x9100_0000, 0x10000)
    let late = try maker.prediction()
    #expect(late.outcome == .panics("memblock: cannot resize memory array"))
    #expect(late.regions(.reserved).count == 63)
    maker.region(0x9200_0000, 0x10000)
    let prediction = try maker.prediction()
    #expect(prediction.outcome == .panics("memblock: cannot resize memory array"))
    #expect(prediction.regions.count == 64)
    #expect(prediction.regions(.reserved).count == 63)
    #expect(prediction.regions.last?.verdict == .ignored)
    #expect(prediction.regions.last?.cause.contains("panics") == true)
  }

  /// A blob can have two nodes of one name, which a source cannot.
  @Test func theFirstOfTwoEqualNamesIsFound() throws {
    var maker = maker()
    maker.region(0x9300_0000, 0x1000, name: "same@1")
    maker.region(0x9200_0000, 0x1000, name: "same@2")
    var blob = maker.tree.flattened()
    // The table is sorted by address, so the second node's region comes first.
    let second = try #require(blob.indices.first { blob[$0...].starts(with: Array("same@2".utf8)) })
    blob[second + 5] = UInt8(ascii: "1")
    let tree = try DeviceTree(blob: blob)
    let profile = try RecordedBoot.profile(of: "6.13.7", version: "6.13.7", tree: tree)
    let prediction = BootInput(tree: tree, profile: profile).prediction()
    let found = RegionVerdict.Lookup.found(MemoryRange(base: 0x9200_0000, size: 0x1000))
    #expect(prediction.regions.map(\.lookupAfterBoot) == [found, found])
  }
}
