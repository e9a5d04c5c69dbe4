#include <stdio.h>
#include <string.h>

#include <cairn/version.h>

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        printf("cairn %s\n", cairn_version());
        return 0;
    }
    fputs("usage: cairn --version\n", stderr);
    return 2;
}
