// libfdt's names of what edits a blob in its buffer, so that those who know them find ours: the compiler
// names the successor.

/// libfdt's name; see `FlattenedTreeEditor.init(copying:into:)`.
@available(*, unavailable, renamed: "FlattenedTreeEditor.init(copying:into:)")
public func fdt_move<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTreeEditor.init(copying:into:)`.
@available(*, unavailable, renamed: "FlattenedTreeEditor.init(copying:into:)")
public func fdt_open_into<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTreeEditor.pack()`.
@available(*, unavailable, renamed: "FlattenedTreeEditor.pack()")
public func fdt_pack<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTreeEditor.addReservation(address:size:)`.
@available(*, unavailable, renamed: "FlattenedTreeEditor.addReservation(address:size:)")
public func fdt_add_mem_rsv<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTreeEditor.removeReservation(at:)`.
@available(*, unavailable, renamed: "FlattenedTreeEditor.removeReservation(at:)")
public func fdt_del_mem_rsv<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedNodeEditor.rename(to:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.rename(to:)")
public func fdt_set_name<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedNodeEditor.set(_:to:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.set(_:to:)")
public func fdt_setprop<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedNodeEditor.set(_:byteCount:fill:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.set(_:byteCount:fill:)")
public func fdt_setprop_placeholder<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedNodeEditor.set(_:toCell:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.set(_:toCell:)")
public func fdt_setprop_u32<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedNodeEditor.set(_:toCell:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.set(_:toCell:)")
public func fdt_setprop_cell<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedNodeEditor.set(_:toNumber:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.set(_:toNumber:)")
public func fdt_setprop_u64<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedNodeEditor.set(_:toString:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.set(_:toString:)")
public func fdt_setprop_string<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedNodeEditor.set(_:to:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.set(_:to:)")
public func fdt_setprop_empty<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedNodeEditor.append(_:to:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.append(_:to:)")
public func fdt_appendprop<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedNodeEditor.append(cell:to:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.append(cell:to:)")
public func fdt_appendprop_u32<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedNodeEditor.append(number:to:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.append(number:to:)")
public func fdt_appendprop_u64<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedNodeEditor.append(cell:to:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.append(cell:to:)")
public func fdt_appendprop_cell<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedNodeEditor.append(string:to:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.append(string:to:)")
public func fdt_appendprop_string<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedNodeEditor.append(address:size:to:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.append(address:size:to:)")
public func fdt_appendprop_addrrange<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedNodeEditor.remove(_:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.remove(_:)")
public func fdt_delprop<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedNodeEditor.addChild(_:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.addChild(_:)")
public func fdt_add_subnode<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedNodeEditor.addChild(_:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.addChild(_:)")
public func fdt_add_subnode_namelen<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedNodeEditor.removeChild(named:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.removeChild(named:)")
public func fdt_del_node<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTreeEditor.bootCPU`.
@available(*, unavailable, renamed: "FlattenedTreeEditor.bootCPU")
public func fdt_set_boot_cpuid_phys<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name; see `FlattenedTreeEditor.expandToBuffer()`.
@available(*, unavailable, renamed: "FlattenedTreeEditor.expandToBuffer()")
public func fdt_set_totalsize<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name; see `FlattenedNodeEditor.set(_:to:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.set(_:to:)")
public func fdt_setprop_namelen<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedNodeEditor.set(_:toString:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.set(_:toString:)")
public func fdt_setprop_namelen_string<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedNodeEditor.overwrite(_:at:with:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.overwrite(_:at:with:)")
public func fdt_get_property_w<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name; see `FlattenedNodeEditor.overwrite(_:at:with:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.overwrite(_:at:with:)")
public func fdt_getprop_w<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name; see `FlattenedNodeEditor.overwrite(_:at:with:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.overwrite(_:at:with:)")
public func fdt_getprop_namelen_w<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name; see `FlattenedNodeEditor.overwrite(_:at:with:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.overwrite(_:at:with:)")
public func fdt_get_property_namelen_w<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name; see `FlattenedNodeEditor.overwrite(_:at:with:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.overwrite(_:at:with:)")
public func fdt_offset_ptr_w<each Argument>(_ arguments: repeat each Argument) {}
