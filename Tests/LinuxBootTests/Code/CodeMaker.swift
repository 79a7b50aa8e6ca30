import LinuxBoot

/// A made-up kernel source tree: names of functions, order of calls and messages as in Linux, and nothing else of it.
struct CodeMaker {
  var version = "6.12.107"
  /// The statements of the scan, in order.
  var scan = ["fdt_reserve_elfcorehdr();", "fdt_scan_reserved_mem();", "take_header_entries();"]
  /// Nodes with `reg` are saved in the scan, not from the copied tree.
  var savesInScan = false
  var growsTable = true
  var boundsDynamicNodes = true
  var usesFirstEntryOnly = false
  var reportsBadReg = true
  var returnsNoDevice = false
  var validates = false
  var failuresLeave = false
  var sortsByNode = true
  var slots = 64
  var hasPhandle = false
  var earlyconExpression = "y"
  var linkAddresses = ["0x9000000000200000"]
  var files: [String: String] = [:]

  /// The features that the tree shows.
  func detected(for architecture: Architecture = .loongarch64) -> DetectedFeatures {
    let all = tree.merging(files) { _, own in own }
    return DetectedFeatures(version: version, architecture: architecture, tree: "TREE") {
      all[$0].map { Array($0.utf8) }
    }
  }

  private var tree: [String: String] {
    [
      "drivers/of/fdt.c": fdt, "drivers/of/of_reserved_mem.c": regions,
      "drivers/of/of_private.h": "#define MAX_RESERVED_REGIONS\t\(slots)\n",
      "include/linux/of_reserved_mem.h": """
      struct device;
      struct reserved_mem {
        const char *name;  /* long u32 */
        unsigned long fdt_node;
        const struct ops *ops;
        phys_addr_t base, /* one */
          size;
        \(hasPhandle ? "u32 phandle;" : "")
        void *priv;
      };
      struct other { int x; };
      """,
      "kernel/dma/contiguous.c": """
      static int rmem_cma_setup(struct reserved_mem *m) {
        if (has(m, "no-map"))
          return -\(returnsNoDevice ? "ENODEV" : "EINVAL");
        return -EBUSY;
      }
      """,
      "mm/memblock.c": """
      static int memblock_double_array(void) { panic("memblock: cannot resize %s array"); }
      phys_addr_t memblock_alloc_range_nid(void) { return take(0); }
      """,
      "include/linux/pageblock-flags.h": """
      #define pageblock_order A
      #else
      #define pageblock_order HPAGE_PMD_ORDER
      """,
      "include/linux/mmzone.h": "#define MAX_ORDER_NR_PAGES (1 << MAX_PAGE_ORDER)\n",
      "arch/loongarch/Kconfig":
        "config OTHER\n\tdef_bool n\n\nconfig FIX_EARLYCON_MEM\n\tdef_bool \(earlyconExpression)\n",
      "arch/loongarch/Makefile": linkAddresses.map { "load-y\t\t= \($0)\n" }.joined(),
      "arch/loongarch/kernel/env.c": """
      static int init_cpu_fullname(void) { name = kstrdup(model, 0); cpu = strsep(&name, " "); }
      """,
      "arch/loongarch/kernel/setup.c": """
      static int early_parse_mem(char *p) { memblock_remove(0, 1); return 0; }
      static void fdt_setup(void) { max_low_pfn = PFN_PHYS(end()); }
      static void crash(void) { reserve_crashkernel_generic(1); }
      void platform_init(void) { crash(); early_init_fdt_scan_reserved_mem(); }
      """,
      "arch/arm64/mm/init.c": """
      void arm64_memblock_init(void) { memblock_reserve(__pa_symbol(_text), _end - _text); }
      """,
      "arch/riscv/mm/init.c": "static void setup_bootmem(void) { }\n",
    ]
  }

  private var fdt: String {
    """
    static void fdt_reserve_elfcorehdr(void) { memblock_reserve(a, b); }
    static void take_header_entries(void) { fdt_get_mem_rsv(blob, 0, &a, &b); }
    void early_init_fdt_scan_reserved_mem(void)
    {
      // fdt_init_reserved_mem() stood here; /* so did a brace: { */
      \(scan.joined(separator: "\n  "))
    }
    void unflatten_device_tree(void) { \(savesInScan ? "" : "fdt_scan_reserved_mem_reg_nodes();") }
    """
  }

  private var regions: String {
    let check = "__rmem_check_for_overlap();"
    let bound = boundsDynamicNodes ? "if (dynamic_nodes_cnt == MAX_RESERVED_REGIONS) continue;" : ""
    let save = "fdt_reserved_mem_save_node(node, base, size);"
    return """
      #define pr_fmt(fmt) "OF: reserved mem: " fmt
      \(growsTable ? "static int alloc_reserved_mem_array(void) { return 0; }" : "")
      static void fdt_reserved_mem_save_node(int node, int base, int size)
      {
        pr_err("not enough space for all defined regions.\\n");
        if (failed) {
          pr_info("node %s compatible matching fail\\n", name);
          \(failuresLeave ? "return;" : "")
        } else { pr_info("(%lu KiB)\\n", size); }
        reserved_mem_count++;
      }
      static int __init __reserved_mem_reserve_reg(unsigned long node,
                                                   const char *uname)
      {
        \(validates ? "fdt_validate_reserved_mem_node(node);" : "")
        \(reportsBadReg ? "pr_err(\"invalid reg property in '%s'\");" : "")
        \(usesFirstEntryOnly ? "if (len) {" : "while (len >= t_len) {")
          if (early_init_dt_reserve_memory(base, size, nomap) == 0)
            pr_debug("reserved region for node '%s'", uname);
        }
        \(savesInScan ? save : "")
      }
      static int __reserved_mem_alloc_in_range(void) { memblock_set_bottom_up(true); }
      static int __reserved_mem_alloc_size(int node) { __reserved_mem_alloc_in_range(); \(save) }
      static int __rmem_cmp(const void *a, const void *b) { return \(sortsByNode ? "a->fdt_node < 0" : "0"); }
      static void __rmem_check_for_overlap(void) { sort(a, b, __rmem_cmp); }
      int fdt_scan_reserved_mem(void)
      {
        \(savesInScan ? "" : "int dynamic_nodes[MAX_RESERVED_REGIONS];")
        __reserved_mem_reserve_reg(child, uname);
      #ifdef A
        if (a) {
      #else
        if (b) {
      #endif
        \(savesInScan ? "" : bound + " dynamic_nodes[dynamic_nodes_cnt] = child;")
        }
        \(savesInScan ? "" : "__reserved_mem_alloc_size(child);")
      }
      void fdt_init_reserved_mem(void) { \(check) __reserved_mem_alloc_size(node); }
      void fdt_scan_reserved_mem_reg_nodes(void)
      {
        pr_info("No reserved-memory node in the DT");
        pr_warn("%s() ignores %d regions in node '%s'");
        if (size)
          \(save)
        \(check)
      }
      """
  }
}
