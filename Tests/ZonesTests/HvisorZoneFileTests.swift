import Foundation
import SourceDiagnostics
import Testing
import Zones

@Suite struct HvisorZoneFileTests {
  private struct Region: Hashable {
    var type: String
    var physical: UInt64
    var guest: UInt64
    var size: UInt64
  }

  private func file(of zone: String) throws -> [String: Any] {
    let build = ZoneBuild(try Plans.compile(try Plans.shipped()))
    let json = try #require(build.outputs.first { $0.zone.name == zone }?.hvisorFile)
    let object = try JSONSerialization.jsonObject(with: Data(json.text().utf8))
    return try #require(object as? [String: Any])
  }

  private func number(_ value: Any?) throws -> UInt64 {
    let text = try #require(value as? String)
    #expect(text.hasPrefix("0x"))
    return try #require(UInt64(text.dropFirst(2), radix: 16))
  }

  private func regions(of file: [String: Any]) throws -> Set<Region> {
    let list = try #require(file["memory_regions"] as? [[String: Any]])
    let regions = try list.map { entry in
      Region(
        type: try #require(entry["type"] as? String), physical: try number(entry["physical_start"]),
        guest: try number(entry["virtual_start"]), size: try number(entry["size"]))
    }
    #expect(Set(regions).count == regions.count, "a region stands twice")
    return Set(regions)
  }

  /// The regions of hvisor's hand-written file for the first guest; its two banks of RAM touch, and are one here.
  @Test func firstGuestSeesWhatTheHandWrittenFileGivesIt() throws {
    func same(_ type: String, _ base: UInt64, _ size: UInt64) -> Region {
      Region(type: type, physical: base, guest: base, size: size)
    }
    let expected: Set<Region> = [
      same("ram", 0xc000_0000, 0x2000_0000), same("io", 0x1fe0_0000, 0x1000), same("io", 0x1008_0000, 0x1000),
      same("virtio", 0x3000_1000, 0x200), same("virtio", 0x3000_2000, 0x200),
      same("io", 0xffff_ffff_0000, 0x1000), same("io", 0x1000_0000, 0x1000), same("io", 0x100d_0000, 0x1000),
      same("io", 0x1001_0000, 0x1_0000), Region(type: "ram", physical: 0x1000, guest: 0, size: 0x1_0000),
      same("ram", 0xf_0000, 0x1_0000), same("ram", 0x1_4000_0000, 0x80_0000),
      same("ram", 0x1_4080_0000, 0x80_0000), same("ram", 0x1_4100_0000, 0x80_0000),
    ]
    #expect(try regions(of: file(of: "linux1")) == expected)
  }

  @Test(arguments: ["linux1", "linux2", "linux3"]) func hasEveryKeyThatHvisorToolWants(_ zone: String) throws
  {
    let file = try file(of: zone)
    for key in [
      "zone_id", "cpus", "name", "memory_regions", "kernel_filepath", "dtb_filepath", "kernel_load_paddr",
      "dtb_load_paddr", "entry_point", "interrupts", "ivc_configs",
    ] {
      #expect(file[key] != nil, "\(key) is missing")
    }
    #expect(file["name"] as? String == zone)
  }

  @Test func addressesArePhysicalAndCpusToo() throws {
    let file = try file(of: "linux3")
    #expect(file["cpus"] as? [Int] == [3])
    #expect(file["zone_id"] as? Int == 3)
    #expect(file["interrupts"] as? [Int] == [4, 5])
    #expect(try number(file["kernel_load_paddr"]) == 0x1_0020_0000)
    #expect(try number(file["dtb_load_paddr"]) == 0x1_0000_0000)
    #expect(try number(file["entry_point"]) == 0x9000_0001_00df_f000)
  }

  @Test func pciWindowsAreTheBridges() throws {
    let file = try file(of: "linux2")
    let config = try #require((file["pci_config"] as? [[String: Any]])?.first)
    let expected: [String: UInt64] = [
      "ecam_base": 0xfe_0000_0000, "ecam_size": 0x2000_0000, "io_base": 0x1840_8000, "io_size": 0x8000,
      "pci_io_base": 0x8000, "mem32_base": 0, "mem32_size": 0, "pci_mem32_base": 0, "mem64_base": 0x6000_0000,
      "mem64_size": 0x2000_0000, "pci_mem64_base": 0x6000_0000, "bus_range_begin": 0, "bus_range_end": 0x1f,
      "domain": 0,
    ]
    #expect(Set(config.keys) == Set(expected.keys))
    for (key, value) in expected { #expect(try number(config[key]) == value, "\(key)") }
    #expect(file["num_pci_devs"] as? Int == 1)
    let device = try #require((file["alloc_pci_devs"] as? [[String: Any]])?.first)
    #expect(try number(device["bus"]) == 6)
    #expect(try number(device["device"]) == 2)
  }
}
