import DeviceTree

extension BootRun {
  /// `acpi_table_upgrade`, which LoongArch calls before the scan: one piece for all tables that the initrd brings
  /// along, in whole pages, below 4 GiB (`ACPI_TABLE_UPGRADE_MAX_PHYS`).
  mutating func makeRoomForACPITables() throws(BootStop) {
    guard let contents = input.initrdContents, profile.hasInitrd.value, !isInitrdDisabled,
      !contents.messages.isEmpty, choices.value(profile.firmware.upgradesACPITables)
    else { return }
    for message in contents.messages { say(message.level, message.text) }
    let size = contents.tableBytes
    guard size > 0 else { return }
    let count = contents.tables.count
    let reason = EventReason(
      "acpi_table_upgrade",
      "the initrd brings along \(count) ACPI table\(count == 1 ? "" : "s") (\(size) bytes in all), which Linux copies",
      fact: profile.firmware.upgradesACPITables.name)
    if try allocate(size: size, align: memblock.pageSize, end: 0xffff_ffff, reason) == nil {
      say(.warning, "there is no room below 4 GiB for the initrd's ACPI tables: Linux warns and goes on")
    }
  }

  /// What an initrd's file tells of its size, against where it is said to lie.
  mutating func checkInitrdSize() {
    guard let contents = input.initrdContents else { return }
    guard let place = wantedInitrd else {
      say(.remark, "where the initrd lies is not known, so its reservation is left out (--initrd)")
      return
    }
    guard place.size != contents.size else { return }
    say(
      .remark,
      "the initrd's file has \(contents.size) bytes, but it is said to lie in \(AddressText.range(place)), which are "
        + "\(place.size)")
  }
}
