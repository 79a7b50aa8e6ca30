import DeviceTree
import LinuxBoot
import Testing

/// The two layouts that took days to understand on the board: 4 KiB pages, 4 levels, an early console.
@Suite struct BoardLayoutTests {
  static let bootargs = "earlycon=uart8250,mmio,0x1fe001e0,115200 console=ttyS0,115200"

  @Test(arguments: ["6.11.6", "6.13.7"]) func regionAtTheEndOfMemoryIsRefused(_ kernel: String) throws {
    var maker = TreeMaker(
      [0x20_0000...0x0eff_ffff, 0x9000_0000...0x9fff_ffff, 0xc000_0000...0xc07f_ffff], bootargs: Self.bootargs
    )
    maker.region(0xc000_0000, 0x80_0000, name: "nonroot@c0000000")
    let prediction = try maker.prediction(kernel)
    let region = try #require(prediction.regions.first)
    #expect(region.verdict == .refused)
    #expect(region.collisionRange == MemoryRange(base: 0xc07f_d000, end: 0xc080_0000))
    #expect(
      region.collisions.map { prediction.events[$0].range.base } == [0xc07f_f000, 0xc07f_e000, 0xc07f_d000])
    for index in region.collisions {
      #expect(prediction.events[index].by == "populate_kernel_pte")
      #expect(prediction.events[index].operation == .allocate)
      #expect(prediction.events[index].range.size == 0x1000)
      #expect(prediction.events[index].why.contains("earlycon"))
    }
    #expect(region.cause.contains("0xc07fd000-0xc07fffff"))
    #expect(
      prediction.messages.contains {
        $0.level == .error
          && $0.text
            == "OF: reserved mem: Reserved memory: failed to reserve memory for node 'nonroot@c0000000': "
            + "base 0x00000000c0000000, size 8 MiB"
      })
  }

  @Test(arguments: ["6.11.6", "6.13.7"]) func memoryAboveTheRegionSavesIt(_ kernel: String) throws {
    var maker = TreeMaker(
      [
        0x20_0000...0x0eff_ffff, 0x9000_0000...0x9fff_ffff, 0xc000_0000...0xc8ff_ffff,
        0xe000_0000...0xefff_ffff,
      ],
      bootargs: Self.bootargs)
    maker.region(0xc000_0000, 0x900_0000, name: "nonroot@c0000000")
    let prediction = try maker.prediction(kernel)
    #expect(prediction.regions.map(\.verdict) == [.reserved])
    let taken = prediction.events.filter { $0.by == "populate_kernel_pte" }.map(\.range.base)
    #expect(taken == [0xefff_f000, 0xefff_e000, 0xefff_d000])
  }

  /// A mend is tried by running the model again on an edited copy.
  @Test func aMendCanBeTried() throws {
    var maker = TreeMaker([0x20_0000...0xfff_ffff, 0xc000_0000...0xc07f_ffff], bootargs: Self.bootargs)
    let node = maker.region(0xc000_0000, 0x80_0000)
    let input = try maker.input()
    #expect(input.prediction().regions.map(\.verdict) == [.refused])
    var edited = input.tree
    var reg = PropertyValue()
    reg.append(number: 0xc000_0000, cells: 2)
    reg.append(number: 0x7f_d000, cells: 2)
    edited.set("reg", to: reg, of: node)
    #expect(input.with(tree: edited).prediction().regions.map(\.verdict) == [.reserved])
  }
}
