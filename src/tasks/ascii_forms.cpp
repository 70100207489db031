// Generated from the Unicode 14 character database: for each character with a compatibility decomposition (NFKD), the
// ASCII letters, digits, underscores, hyphens and spaces of it. Runs of characters that become one each; "." stands for
// none.
#include "tasks/ascii_forms.h"

#include <algorithm>

namespace limn::tasks {

namespace {

struct Run {
    char32_t first;
    std::string_view forms;
};

// clang-format off
constexpr Run runs[] = {
    {0xA0, " "},
    {0xA8,
     " .a.... ..23 ... 1o.....AAAAAA.CEEEEIIII.NOOOOO..UUUUY..aaaaaa.ceeeeiiii.nooooo..uuuuy.yAa"
     "AaAaCcCcCcCcDd..EeEeEeEeEeGgGgGgGgHh..IiIiIiIiI...JjKk.LlLlLlLl..NnNnNnn..OoOoOo..RrRrRrSs"
     "SsSsSsTtTt..UuUuUuUuUuUuWwYyYZzZzZzs"},
    {0x1A0, "Oo"}, {0x1AF, "Uu"},
    {0x1CD, "AaIiOoUuUuUuUuUu.AaAa....GgKkOoOo..j...Gg..NnAa....AaAaEeEeIiIiOoOoRrRrUuUuSsTt..Hh"},
    {0x226, "AaEeOoOoOoOoYy"}, {0x2B0, "h.jr...wy"}, {0x2D8, "      ...lsx"}, {0x37A, " "}, {0x384, "  "},
    {0x1D2C, "A.B.DE.GHIJKLMN.O.PRTUWa...bde...g.km.o...ptu..v"}, {0x1D62, "iruv"}, {0x1D9C, "c...f"}, {0x1DBB, "z"},
    {0x1E00,
     "AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMmMmMmNnNnNnNnOoOoOoOoPpPpRr"
     "RrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVvWwWwWwWwWwXxXxYyZzZzZzhtwyas....AaAaAaAaAaAaAaAaAaAa"
     "AaAaEeEeEeEeEeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy"},
    {0x1FBD, " .   "}, {0x1FCD, "   "}, {0x1FDD, "   "}, {0x1FED, "  "}, {0x1FFD, "  .           "}, {0x2017, " "},
    {0x202F, " "}, {0x203E, " "}, {0x205F, " "}, {0x2070, "0i..456789.....n0123456789"}, {0x2090, "aeox.hklmnpst"},
    {0x2102, "CC.....FgHHHh.IILl.N...PQRRR"}, {0x2124, "Z...Z.KABC.eEF.Mo....i"}, {0x2145, "Ddeij"},
    {0x215F, "1I...V....X..LCDMi...v....x..lcdm"}, {0x2460, "123456789"}, {0x2474, "123456789"},
    {0x2488, "123456789"},
    {0x249C, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0"}, {0x2C7C, "jV"},
    {0x3000, " "}, {0x309B, "  "}, {0x32C0, "123456789"}, {0x3358, "0123456789"}, {0x3382, "A"}, {0x338C, "Fg"},
    {0x3395, "l.....m"}, {0x33B2, "s...V.....W...kM"}, {0x33E0, "123456789"}, {0xA7F2, "CFQ"}, {0xFC5E, "      "},
    {0xFDFB, " "}, {0xFE33, "__"}, {0xFE49, "    ___"}, {0xFE63, "-"}, {0xFE70, " . . . . . . . "},
    {0xFF0D, "-..0123456789"}, {0xFF21, "ABCDEFGHIJKLMNOPQRSTUVWXYZ...._.abcdefghijklmnopqrstuvwxyz"}, {0xFFE3, " "},
    {0x107A5, "q"},
    {0x1D400,
     "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg.ijkl"
     "mnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzA.CD..G..JK..NOPQ.STUVWX"
     "YZabcd.f.hijklmn.pqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzAB.DEFG..J"
     "KLMNOPQ.STUVWXY.abcdefghijklmnopqrstuvwxyzAB.DEFG.IJKLM.O...STUVWXY.abcdefghijklmnopqrstuv"
     "wxyzABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZabcdefgh"
     "ijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRST"
     "UVWXYZabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzABCDEF"
     "GHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"},
    {0x1D7CE, "01234567890123456789012345678901234567890123456789"},
    {0x1F100, "00123456789.....ABCDEFGHIJKLMNOPQRSTUVWXYZSCR...ABCDEFGHIJKLMNOPQRSTUVWXYZ"}, {0x1FBF0, "0123456789"},
};

struct Longer {
    char32_t character;
    std::string_view form;
};

constexpr Longer longer[] = {
    {0xBC, "14"}, {0xBD, "12"}, {0xBE, "34"}, {0x132, "IJ"}, {0x133, "ij"}, {0x1C4, "DZ"}, {0x1C5, "Dz"},
    {0x1C6, "dz"}, {0x1C7, "LJ"}, {0x1C8, "Lj"}, {0x1C9, "lj"}, {0x1CA, "NJ"}, {0x1CB, "Nj"}, {0x1CC, "nj"},
    {0x1F1, "DZ"}, {0x1F2, "Dz"}, {0x1F3, "dz"}, {0x20A8, "Rs"}, {0x2100, "ac"}, {0x2101, "as"}, {0x2105, "co"},
    {0x2106, "cu"}, {0x2116, "No"}, {0x2120, "SM"}, {0x2121, "TEL"}, {0x2122, "TM"}, {0x213B, "FAX"}, {0x2150, "17"},
    {0x2151, "19"}, {0x2152, "110"}, {0x2153, "13"}, {0x2154, "23"}, {0x2155, "15"}, {0x2156, "25"}, {0x2157, "35"},
    {0x2158, "45"}, {0x2159, "16"}, {0x215A, "56"}, {0x215B, "18"}, {0x215C, "38"}, {0x215D, "58"}, {0x215E, "78"},
    {0x2161, "II"}, {0x2162, "III"}, {0x2163, "IV"}, {0x2165, "VI"}, {0x2166, "VII"}, {0x2167, "VIII"},
    {0x2168, "IX"}, {0x216A, "XI"}, {0x216B, "XII"}, {0x2171, "ii"}, {0x2172, "iii"}, {0x2173, "iv"}, {0x2175, "vi"},
    {0x2176, "vii"}, {0x2177, "viii"}, {0x2178, "ix"}, {0x217A, "xi"}, {0x217B, "xii"}, {0x2189, "03"},
    {0x2469, "10"}, {0x246A, "11"}, {0x246B, "12"}, {0x246C, "13"}, {0x246D, "14"}, {0x246E, "15"}, {0x246F, "16"},
    {0x2470, "17"}, {0x2471, "18"}, {0x2472, "19"}, {0x2473, "20"}, {0x247D, "10"}, {0x247E, "11"}, {0x247F, "12"},
    {0x2480, "13"}, {0x2481, "14"}, {0x2482, "15"}, {0x2483, "16"}, {0x2484, "17"}, {0x2485, "18"}, {0x2486, "19"},
    {0x2487, "20"}, {0x2491, "10"}, {0x2492, "11"}, {0x2493, "12"}, {0x2494, "13"}, {0x2495, "14"}, {0x2496, "15"},
    {0x2497, "16"}, {0x2498, "17"}, {0x2499, "18"}, {0x249A, "19"}, {0x249B, "20"}, {0x3250, "PTE"}, {0x3251, "21"},
    {0x3252, "22"}, {0x3253, "23"}, {0x3254, "24"}, {0x3255, "25"}, {0x3256, "26"}, {0x3257, "27"}, {0x3258, "28"},
    {0x3259, "29"}, {0x325A, "30"}, {0x325B, "31"}, {0x325C, "32"}, {0x325D, "33"}, {0x325E, "34"}, {0x325F, "35"},
    {0x32B1, "36"}, {0x32B2, "37"}, {0x32B3, "38"}, {0x32B4, "39"}, {0x32B5, "40"}, {0x32B6, "41"}, {0x32B7, "42"},
    {0x32B8, "43"}, {0x32B9, "44"}, {0x32BA, "45"}, {0x32BB, "46"}, {0x32BC, "47"}, {0x32BD, "48"}, {0x32BE, "49"},
    {0x32BF, "50"}, {0x32C9, "10"}, {0x32CA, "11"}, {0x32CB, "12"}, {0x32CC, "Hg"}, {0x32CD, "erg"}, {0x32CE, "eV"},
    {0x32CF, "LTD"}, {0x3362, "10"}, {0x3363, "11"}, {0x3364, "12"}, {0x3365, "13"}, {0x3366, "14"}, {0x3367, "15"},
    {0x3368, "16"}, {0x3369, "17"}, {0x336A, "18"}, {0x336B, "19"}, {0x336C, "20"}, {0x336D, "21"}, {0x336E, "22"},
    {0x336F, "23"}, {0x3370, "24"}, {0x3371, "hPa"}, {0x3372, "da"}, {0x3373, "AU"}, {0x3374, "bar"}, {0x3375, "oV"},
    {0x3376, "pc"}, {0x3377, "dm"}, {0x3378, "dm2"}, {0x3379, "dm3"}, {0x337A, "IU"}, {0x3380, "pA"}, {0x3381, "nA"},
    {0x3383, "mA"}, {0x3384, "kA"}, {0x3385, "KB"}, {0x3386, "MB"}, {0x3387, "GB"}, {0x3388, "cal"}, {0x3389, "kcal"},
    {0x338A, "pF"}, {0x338B, "nF"}, {0x338E, "mg"}, {0x338F, "kg"}, {0x3390, "Hz"}, {0x3391, "kHz"}, {0x3392, "MHz"},
    {0x3393, "GHz"}, {0x3394, "THz"}, {0x3396, "ml"}, {0x3397, "dl"}, {0x3398, "kl"}, {0x3399, "fm"}, {0x339A, "nm"},
    {0x339C, "mm"}, {0x339D, "cm"}, {0x339E, "km"}, {0x339F, "mm2"}, {0x33A0, "cm2"}, {0x33A1, "m2"}, {0x33A2, "km2"},
    {0x33A3, "mm3"}, {0x33A4, "cm3"}, {0x33A5, "m3"}, {0x33A6, "km3"}, {0x33A7, "ms"}, {0x33A8, "ms2"},
    {0x33A9, "Pa"}, {0x33AA, "kPa"}, {0x33AB, "MPa"}, {0x33AC, "GPa"}, {0x33AD, "rad"}, {0x33AE, "rads"},
    {0x33AF, "rads2"}, {0x33B0, "ps"}, {0x33B1, "ns"}, {0x33B3, "ms"}, {0x33B4, "pV"}, {0x33B5, "nV"}, {0x33B7, "mV"},
    {0x33B8, "kV"}, {0x33B9, "MV"}, {0x33BA, "pW"}, {0x33BB, "nW"}, {0x33BD, "mW"}, {0x33BE, "kW"}, {0x33BF, "MW"},
    {0x33C2, "am"}, {0x33C3, "Bq"}, {0x33C4, "cc"}, {0x33C5, "cd"}, {0x33C6, "Ckg"}, {0x33C7, "Co"}, {0x33C8, "dB"},
    {0x33C9, "Gy"}, {0x33CA, "ha"}, {0x33CB, "HP"}, {0x33CC, "in"}, {0x33CD, "KK"}, {0x33CE, "KM"}, {0x33CF, "kt"},
    {0x33D0, "lm"}, {0x33D1, "ln"}, {0x33D2, "log"}, {0x33D3, "lx"}, {0x33D4, "mb"}, {0x33D5, "mil"}, {0x33D6, "mol"},
    {0x33D7, "PH"}, {0x33D8, "pm"}, {0x33D9, "PPM"}, {0x33DA, "PR"}, {0x33DB, "sr"}, {0x33DC, "Sv"}, {0x33DD, "Wb"},
    {0x33DE, "Vm"}, {0x33DF, "Am"}, {0x33E9, "10"}, {0x33EA, "11"}, {0x33EB, "12"}, {0x33EC, "13"}, {0x33ED, "14"},
    {0x33EE, "15"}, {0x33EF, "16"}, {0x33F0, "17"}, {0x33F1, "18"}, {0x33F2, "19"}, {0x33F3, "20"}, {0x33F4, "21"},
    {0x33F5, "22"}, {0x33F6, "23"}, {0x33F7, "24"}, {0x33F8, "25"}, {0x33F9, "26"}, {0x33FA, "27"}, {0x33FB, "28"},
    {0x33FC, "29"}, {0x33FD, "30"}, {0x33FE, "31"}, {0x33FF, "gal"}, {0xFB00, "ff"}, {0xFB01, "fi"}, {0xFB02, "fl"},
    {0xFB03, "ffi"}, {0xFB04, "ffl"}, {0xFB05, "st"}, {0xFB06, "st"}, {0xFDFA, "   "}, {0x1F12D, "CD"},
    {0x1F12E, "WZ"}, {0x1F14A, "HV"}, {0x1F14B, "MV"}, {0x1F14C, "SD"}, {0x1F14D, "SS"}, {0x1F14E, "PPV"},
    {0x1F14F, "WC"}, {0x1F16A, "MC"}, {0x1F16B, "MD"}, {0x1F16C, "MR"}, {0x1F190, "DJ"},
};
// clang-format on

} // namespace

void append_ascii_form(std::string& out, char32_t character) {
    const auto run = std::upper_bound(std::begin(runs), std::end(runs), character,
                                      [](char32_t c, const Run& r) { return c < r.first; });
    if (run != std::begin(runs)) {
        const auto& forms = (run - 1)->forms;
        const auto offset = character - (run - 1)->first;
        if (offset < forms.size() && forms[offset] != '.') {
            out += forms[offset];
            return;
        }
    }
    const auto found = std::lower_bound(std::begin(longer), std::end(longer), character,
                                        [](const Longer& l, char32_t c) { return l.character < c; });
    if (found != std::end(longer) && found->character == character) out += found->form;
}

} // namespace limn::tasks
