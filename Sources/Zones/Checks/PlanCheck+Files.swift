import DeviceTree
import SourceDiagnostics

extension PlanCheck {
  /// Files on root Linux that two zones cannot both have: a disk written by two guests is lost, and a kernel or a
  /// tree is made for one zone's addresses.
  mutating func checkFiles() {
    let guests = plan.guests
    reportRepeats(
      guests.flatMap { zone in
        zone.virtioDevices.compactMap { device in device.backing.map { ($0, zone, device.range) } }
      },
      what: { "'\($0)', the image or interface of a virtio device," },
      help: { _ in "give each device its own" })
    reportRepeats(
      guests.compactMap { zone in zone.kernelFilepath.map { ($0, zone, zone.range) } },
      what: { "the kernel '\($0)'" },
      help: { _ in "name each zone's own kernel: it is linked at that zone's address" })
    reportRepeats(
      guests.compactMap { zone in zone.dtbFilepath.map { ($0, zone, zone.range) } },
      what: { "the tree '\($0)'" }, help: { _ in "name each zone's own tree" })
  }
}
