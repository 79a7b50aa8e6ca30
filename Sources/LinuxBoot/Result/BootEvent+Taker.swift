public import DeviceTree

/// Who takes memory by a reservation or an allocation, as people call it.
public enum MemoryTaker: Hashable, Sendable {
  /// The page tables of the early console.
  case earlycon
  /// The kernel's image.
  case kernel
  /// What Linux keeps for firmware at address 0.
  case firmwareMemory
  /// What UEFI's memory map or tables keep.
  case firmware
  /// ACPI tables that the initrd brings along.
  case acpiTables
  /// The initial RAM disk.
  case initrd
  /// The memory for a crash kernel.
  case crashKernel
  /// The core header of the kernel that crashed.
  case coreHeader
  /// The device-tree blob.
  case blob
  /// A node of /reserved-memory.
  case region(DeviceTree.NodeID)
  /// Another kernel function.
  case function(String)

  /// What it is in a few words; nil for a region, which has a name of its own.
  public var label: String? {
    switch self {
    case .earlycon: "page tables of the early console"
    case .kernel: "kernel image"
    case .firmwareMemory: "kept for firmware"
    case .firmware: "kept by UEFI"
    case .acpiTables: "ACPI tables from the initrd"
    case .initrd: "initrd"
    case .crashKernel: "crash kernel"
    case .coreHeader: "core header of the crashed kernel"
    case .blob: "device tree blob"
    case .region: nil
    case .function(let name): name
    }
  }
}

extension BootEvent {
  /// Who takes the memory, read off the kernel function that does it.
  public func taker(in tree: DeviceTree) -> MemoryTaker {
    if let node, let parent = tree.parent(of: node), tree.parent(of: parent) == tree.root,
      tree.name(of: parent) == "reserved-memory"
    {
      return .region(node)
    }
    return takerByFunction
  }

  /// Who takes it as far as the kernel function tells; a region's node is told by the function that reserves it.
  var takerByFunction: MemoryTaker {
    switch by {
    case "arm64_memblock_init" where property == "linux,initrd-start": .initrd
    case "arm64_memblock_init", "setup_bootmem":
      fact == "kernel image" ? .kernel : fact == "DTB address" ? .blob : .function(by)
    case "setup_machine_fdt": .blob
    case "populate_kernel_pte": .earlycon
    case "memblock_init" where fact == "EFI memory map": .firmware
    case "reserve_regions", "init_screen_info", "efi_memattr_init", "efi_tpm_eventlog_init",
      "efi_config_parse_tables", "efi_mem_reserve", "efi_init":
      .firmware
    case "acpi_table_upgrade": .acpiTables
    case "memblock_init" where range.base == 0 && fact == nil: .firmwareMemory
    case "memblock_init": .kernel
    case "reserve_initrd_mem": .initrd
    case "reserve_crashkernel_generic", "reserve_crashkernel_low": .crashKernel
    case "arch_reserve_vmcore", "fdt_reserve_elfcorehdr": .coreHeader
    case "early_init_fdt_reserve_self": .blob
    default: .function(by)
    }
  }
}
