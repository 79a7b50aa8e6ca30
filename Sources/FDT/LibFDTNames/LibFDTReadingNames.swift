// libfdt's names of what reads a blob, so that those who know them find ours: the compiler names the
// successor.

/// libfdt's name; see `Header.init(validating:)`.
@available(*, unavailable, renamed: "Header.init(validating:)")
public func fdt_check_header<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTree.init(validating:)`.
@available(*, unavailable, renamed: "FlattenedTree.init(validating:)")
public func fdt_check_full<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `ItemCursor.next()`.
@available(*, unavailable, renamed: "ItemCursor.next()")
public func fdt_next_tag<each Argument>(_ arguments: repeat each Argument) -> UInt32 { 0 }

/// libfdt's name; see `FlattenedTree.Nodes.next()`.
@available(*, unavailable, renamed: "FlattenedTree.Nodes.next()")
public func fdt_next_node<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTree.Node.children`.
@available(*, unavailable, renamed: "FlattenedTree.Node.children")
public func fdt_first_subnode<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTree.Children.next()`.
@available(*, unavailable, renamed: "FlattenedTree.Children.next()")
public func fdt_next_subnode<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `Header.init(validating:)`.
@available(*, unavailable, renamed: "Header.init(validating:)")
public func fdt_magic<each Argument>(_ arguments: repeat each Argument) -> UInt32 { 0 }

/// libfdt's name; see `Header.totalSize`.
@available(*, unavailable, renamed: "Header.totalSize")
public func fdt_totalsize<each Argument>(_ arguments: repeat each Argument) -> UInt32 { 0 }

/// libfdt's name; see `Header.structureOffset`.
@available(*, unavailable, renamed: "Header.structureOffset")
public func fdt_off_dt_struct<each Argument>(_ arguments: repeat each Argument) -> UInt32 { 0 }

/// libfdt's name; see `Header.stringsOffset`.
@available(*, unavailable, renamed: "Header.stringsOffset")
public func fdt_off_dt_strings<each Argument>(_ arguments: repeat each Argument) -> UInt32 { 0 }

/// libfdt's name; see `Header.reservationsOffset`.
@available(*, unavailable, renamed: "Header.reservationsOffset")
public func fdt_off_mem_rsvmap<each Argument>(_ arguments: repeat each Argument) -> UInt32 { 0 }

/// libfdt's name; see `Header.version`.
@available(*, unavailable, renamed: "Header.version")
public func fdt_version<each Argument>(_ arguments: repeat each Argument) -> UInt32 { 0 }

/// libfdt's name; see `Header.lastCompatibleVersion`.
@available(*, unavailable, renamed: "Header.lastCompatibleVersion")
public func fdt_last_comp_version<each Argument>(_ arguments: repeat each Argument) -> UInt32 { 0 }

/// libfdt's name; see `Header.bootCPU`.
@available(*, unavailable, renamed: "Header.bootCPU")
public func fdt_boot_cpuid_phys<each Argument>(_ arguments: repeat each Argument) -> UInt32 { 0 }

/// libfdt's name; see `Header.stringsSize`.
@available(*, unavailable, renamed: "Header.stringsSize")
public func fdt_size_dt_strings<each Argument>(_ arguments: repeat each Argument) -> UInt32 { 0 }

/// libfdt's name; see `Header.structureSize`.
@available(*, unavailable, renamed: "Header.structureSize")
public func fdt_size_dt_struct<each Argument>(_ arguments: repeat each Argument) -> UInt32 { 0 }

/// libfdt's name; see `FlattenedTree.reservationCount`.
@available(*, unavailable, renamed: "FlattenedTree.reservationCount")
public func fdt_num_mem_rsv<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTree.reservation(at:)`.
@available(*, unavailable, renamed: "FlattenedTree.reservation(at:)")
public func fdt_get_mem_rsv<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTree.Node.name`.
@available(*, unavailable, renamed: "FlattenedTree.Node.name")
public func fdt_get_name<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name; see `FlattenedTree.Property.nameBytes`.
@available(*, unavailable, renamed: "FlattenedTree.Property.nameBytes")
public func fdt_get_string<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name; see `FlattenedTree.Property.name`.
@available(*, unavailable, renamed: "FlattenedTree.Property.name")
public func fdt_string<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name; see `FlattenedTree.Node.properties`.
@available(*, unavailable, renamed: "FlattenedTree.Node.properties")
public func fdt_first_property_offset<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTree.Properties.next()`.
@available(*, unavailable, renamed: "FlattenedTree.Properties.next()")
public func fdt_next_property_offset<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTree.Node.property(_:)`.
@available(*, unavailable, renamed: "FlattenedTree.Node.property(_:)")
public func fdt_get_property<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name; see `FlattenedTree.Node.property(_:)`.
@available(*, unavailable, renamed: "FlattenedTree.Node.property(_:)")
public func fdt_get_property_namelen<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name; see `FlattenedTree.Properties.next()`.
@available(*, unavailable, renamed: "FlattenedTree.Properties.next()")
public func fdt_get_property_by_offset<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name; see `FlattenedTree.Node.property(_:)`.
@available(*, unavailable, renamed: "FlattenedTree.Node.property(_:)")
public func fdt_getprop<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name; see `FlattenedTree.Node.property(_:)`.
@available(*, unavailable, renamed: "FlattenedTree.Node.property(_:)")
public func fdt_getprop_namelen<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name; see `FlattenedTree.Property.value`.
@available(*, unavailable, renamed: "FlattenedTree.Property.value")
public func fdt_getprop_by_offset<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name; see `FlattenedTree.Node.phandle`.
@available(*, unavailable, renamed: "FlattenedTree.Node.phandle")
public func fdt_get_phandle<each Argument>(_ arguments: repeat each Argument) -> UInt32 { 0 }

/// libfdt's name; see `FlattenedTree.header`.
@available(*, unavailable, renamed: "FlattenedTree.header")
public func fdt_get_header<each Argument>(_ arguments: repeat each Argument) -> UInt32 { 0 }

/// libfdt's name; see `FlattenedTree.Node.children`.
@available(*, unavailable, renamed: "FlattenedTree.Node.children")
public func fdt_for_each_subnode<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name; see `FlattenedTree.Node.properties`.
@available(*, unavailable, renamed: "FlattenedTree.Node.properties")
public func fdt_for_each_property_offset<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name; see `Header.byteCount`.
@available(*, unavailable, renamed: "Header.byteCount")
public func fdt_header_size<each Argument>(_ arguments: repeat each Argument) -> Int { 0 }

/// libfdt's name; see `Header.byteCount`.
@available(*, unavailable, renamed: "Header.byteCount")
public func fdt_header_size_<each Argument>(_ arguments: repeat each Argument) -> Int { 0 }

/// libfdt's name; see `FlattenedTree.bytes`.
@available(*, unavailable, renamed: "FlattenedTree.bytes")
public func fdt_offset_ptr<each Argument>(_ arguments: repeat each Argument) {}
