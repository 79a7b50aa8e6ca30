// The five tools of dtc as one small program; what it does is in the room DropIn.
extern int dropin_main(int count, const char *const *words);

int main(int count, char **words) { return dropin_main(count, (const char *const *)words); }
