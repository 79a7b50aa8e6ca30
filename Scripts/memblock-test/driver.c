/*
 * Drives Linux's memblock by lines of text: `make memblock-test` compiles it with the mm/memblock.c of a kernel
 * source, outside this repository, and compares what it says with LinuxBoot's Memblock (docs/memblock-test.md).
 *
 * One operation a line, its numbers in hexadecimal. Each answers with one line: the result, and a checksum of
 * both arrays after it. `dump` answers with the arrays themselves. An operation that it does not know ends it.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <linux/kernel.h>
#include <linux/memblock.h>
/* After kernel.h, or the kernel's limits are defined twice. */
#include <linux/memory_hotplug.h>

/* What the kernel's sources want from whoever links them. */
bool movable_node_enabled;

/* Standard output is left to what the kernel prints, and leads to standard error. */
static FILE *answers;
static unsigned long long checksum;

static void mix(unsigned long long word)
{
	checksum = (checksum ^ word) * 0x9e3779b97f4a7c15ull;
	checksum ^= checksum >> 32;
}

/* An empty array holds one region of size 0: that one is not counted. */
static unsigned long filled(const struct memblock_type *type)
{
	return type->cnt == 1 && !type->regions[0].size ? 0 : type->cnt;
}

static void mix_array(const struct memblock_type *type)
{
	mix(filled(type));
	for (unsigned long i = 0; i < filled(type); i++) {
		mix(type->regions[i].base);
		mix(type->regions[i].size);
		mix(type->regions[i].flags);
	}
}

static void dump_array(const struct memblock_type *type)
{
	fprintf(answers, "%s %lx %llx\n", type->name, filled(type), (unsigned long long)type->total_size);
	for (unsigned long i = 0; i < filled(type); i++)
		fprintf(answers, "  %llx %llx %x\n", (unsigned long long)type->regions[i].base,
		       (unsigned long long)type->regions[i].size, type->regions[i].flags);
}

static void dump(void)
{
	fprintf(answers, "dram %llx %llx\n", (unsigned long long)memblock_start_of_DRAM(),
	       (unsigned long long)memblock_end_of_DRAM());
	dump_array(&memblock.memory);
	dump_array(&memblock.reserved);
}

/* Empties both arrays and gives them `memory` and `reserved` slots. */
static void start_over(unsigned long memory, unsigned long reserved)
{
	if (!memory || memory > INIT_MEMBLOCK_MEMORY_REGIONS || !reserved
	    || reserved > INIT_MEMBLOCK_RESERVED_REGIONS) {
		fprintf(stderr, "no such number of slots: %lx %lx\n", memory, reserved);
		exit(2);
	}
	memblock.memory.max = INIT_MEMBLOCK_MEMORY_REGIONS;
	memblock.reserved.max = INIT_MEMBLOCK_RESERVED_REGIONS;
	memblock_remove(0, PHYS_ADDR_MAX);
	memblock_phys_free(0, PHYS_ADDR_MAX);
	memblock.memory.max = memory;
	memblock.reserved.max = reserved;
	memblock_set_bottom_up(false);
	memblock_set_current_limit(MEMBLOCK_ALLOC_ANYWHERE);
}

static void answer(unsigned long long value)
{
	checksum = 0;
	mix_array(&memblock.memory);
	mix_array(&memblock.reserved);
	fprintf(answers, "%llx %llx\n", value, checksum);
}

static void answer_status(int status)
{
	if (status && status != -ENOMEM) {
		fprintf(stderr, "unexpected status %d\n", status);
		exit(2);
	}
	answer(status ? 1 : 0);
}

static void run(const char *name, const unsigned long long *n)
{
	if (!strcmp(name, "dump"))
		return dump();
	if (!strcmp(name, "add"))
		return answer_status(memblock_add(n[0], n[1]));
	if (!strcmp(name, "remove"))
		return answer_status(memblock_remove(n[0], n[1]));
	if (!strcmp(name, "reserve"))
		return answer_status(memblock_reserve(n[0], n[1]));
	if (!strcmp(name, "free"))
		return answer_status(memblock_phys_free(n[0], n[1]));
	if (!strcmp(name, "nomap"))
		return answer_status(memblock_mark_nomap(n[0], n[1]));
	if (!strcmp(name, "map"))
		return answer_status(memblock_clear_nomap(n[0], n[1]));
	if (!strcmp(name, "hotplug"))
		return answer_status(memblock_mark_hotplug(n[0], n[1]));
	if (!strcmp(name, "alloc"))
		return answer(memblock_phys_alloc_range(n[0], n[1], n[2], n[3]));
	/* The raw form gives the address without writing to it: none of these addresses exists. */
	if (!strcmp(name, "accessible"))
		return answer((unsigned long)memblock_alloc_try_nid_raw(n[0], n[1], n[2],
			      MEMBLOCK_ALLOC_ACCESSIBLE, NUMA_NO_NODE));
	if (!strcmp(name, "inmemory"))
		return answer(memblock_is_region_memory(n[0], n[1]));
	if (!strcmp(name, "touchesmemory"))
		return answer(memblock_overlaps_region(&memblock.memory, n[0], n[1]));
	if (!strcmp(name, "touchesreserved"))
		return answer(memblock_is_region_reserved(n[0], n[1]));
	if (!strcmp(name, "cap"))
		memblock_cap_memory_range(n[0], n[1]);
	else if (!strcmp(name, "limit"))
		memblock_set_current_limit(n[0]);
	else if (!strcmp(name, "bottomup"))
		memblock_set_bottom_up(n[0]);
	else if (!strcmp(name, "new"))
		start_over(n[0], n[1]);
	else {
		fprintf(stderr, "unknown operation: %s\n", name);
		exit(2);
	}
	answer(0);
}

int main(void)
{
	char line[256];

	answers = fdopen(dup(1), "w");
	if (!answers || dup2(2, 1) < 0)
		return 2;
	while (fgets(line, sizeof(line), stdin)) {
		unsigned long long numbers[4] = {0};
		char *end = line + strcspn(line, " \n");
		char *rest = *end == ' ' ? end + 1 : end;

		*end = 0;
		for (int i = 0; i < 4; i++)
			numbers[i] = strtoull(rest, &rest, 16);
		run(line, numbers);
	}
	return fclose(answers) ? 2 : 0;
}
