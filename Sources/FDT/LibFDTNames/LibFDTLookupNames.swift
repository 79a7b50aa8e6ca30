// libfdt's names of what looks something up in a blob, so that those who know them find ours: the compiler
// names the successor.

/// libfdt's name; see `FlattenedTree.Node.child(named:)`.
@available(*, unavailable, renamed: "FlattenedTree.Node.child(named:)")
public func fdt_subnode_offset<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTree.Node.child(named:)`.
@available(*, unavailable, renamed: "FlattenedTree.Node.child(named:)")
public func fdt_subnode_offset_namelen<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTree.node(atPathOrAlias:)`.
@available(*, unavailable, renamed: "FlattenedTree.node(atPathOrAlias:)")
public func fdt_path_offset<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTree.node(at:)`.
@available(*, unavailable, renamed: "FlattenedTree.node(at:)")
public func fdt_path_offset_namelen<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTree.alias(_:)`.
@available(*, unavailable, renamed: "FlattenedTree.alias(_:)")
public func fdt_get_alias<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name; see `FlattenedTree.alias(_:)`.
@available(*, unavailable, renamed: "FlattenedTree.alias(_:)")
public func fdt_get_alias_namelen<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name; see `FlattenedTree.path(of:)`.
@available(*, unavailable, renamed: "FlattenedTree.path(of:)")
public func fdt_get_path<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTree.ancestor(of:atDepth:)`.
@available(*, unavailable, renamed: "FlattenedTree.ancestor(of:atDepth:)")
public func fdt_supernode_atdepth_offset<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTree.depth(of:)`.
@available(*, unavailable, renamed: "FlattenedTree.depth(of:)")
public func fdt_node_depth<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTree.parent(of:)`.
@available(*, unavailable, renamed: "FlattenedTree.parent(of:)")
public func fdt_parent_offset<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTree.Nodes.next(where:is:)`.
@available(*, unavailable, renamed: "FlattenedTree.Nodes.next(where:is:)")
public func fdt_node_offset_by_prop_value<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTree.node(phandle:)`.
@available(*, unavailable, renamed: "FlattenedTree.node(phandle:)")
public func fdt_node_offset_by_phandle<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTree.Node.isCompatible(with:)`.
@available(*, unavailable, renamed: "FlattenedTree.Node.isCompatible(with:)")
public func fdt_node_check_compatible<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTree.Nodes.next(compatible:)`.
@available(*, unavailable, renamed: "FlattenedTree.Nodes.next(compatible:)")
public func fdt_node_offset_by_compatible<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTree.maximumPhandle`.
@available(*, unavailable, renamed: "FlattenedTree.maximumPhandle")
public func fdt_find_max_phandle<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTree.maximumPhandle`.
@available(*, unavailable, renamed: "FlattenedTree.maximumPhandle")
public func fdt_get_max_phandle<each Argument>(_ arguments: repeat each Argument) -> UInt32 { 0 }

/// libfdt's name; see `FlattenedTree.unusedPhandle`.
@available(*, unavailable, renamed: "FlattenedTree.unusedPhandle")
public func fdt_generate_phandle<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTree.StringList.contains(_:)`.
@available(*, unavailable, renamed: "FlattenedTree.StringList.contains(_:)")
public func fdt_stringlist_contains<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTree.StringList.count`.
@available(*, unavailable, renamed: "FlattenedTree.StringList.count")
public func fdt_stringlist_count<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTree.StringList.firstIndex(of:)`.
@available(*, unavailable, renamed: "FlattenedTree.StringList.firstIndex(of:)")
public func fdt_stringlist_search<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTree.StringList.bytes(at:)`.
@available(*, unavailable, renamed: "FlattenedTree.StringList.bytes(at:)")
public func fdt_stringlist_get<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name; see `FlattenedTree.Node.addressCells`.
@available(*, unavailable, renamed: "FlattenedTree.Node.addressCells")
public func fdt_address_cells<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTree.Node.sizeCells`.
@available(*, unavailable, renamed: "FlattenedTree.Node.sizeCells")
public func fdt_size_cells<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }
