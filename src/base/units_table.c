/*
 * The units that a file may use. To add one, add a row; to add a dimension, add it to the
 * enumeration in units.h, a table here and a row at the end. Sizes are exact doubles: a unit is
 * times / over base units. Shown units stand in ascending order (a test checks it); other spellings
 * follow. "us" is the ASCII spelling of "µs" and so on; both are read.
 */

#include "base/units.h"

#define SHOWN true
#define READ false

static const struct cairn_unit time_units[] = {
    {"ns", 1, 1e9, SHOWN},
    {"us", 1, 1e6, SHOWN},
    {"ms", 1, 1e3, SHOWN},
    {"s", 1, 1, SHOWN},
    {"min", 60, 1, SHOWN},
    {"h", 3600, 1, SHOWN},
    {"d", 86400, 1, SHOWN},
    {"wk", 604800, 1, READ},
    {"y", 31536000, 1, SHOWN},
    {"µs", 1, 1e6, READ},
    {0},
};

static const struct cairn_unit rate_units[] = {
    {"/y", 1, 31536000, SHOWN}, {"/d", 1, 86400, SHOWN},  {"/h", 1, 3600, SHOWN},
    {"/min", 1, 60, READ},      {"/s", 1, 1, SHOWN},      {"1/s", 1, 1, READ},
    {"1/min", 1, 60, READ},     {"1/h", 1, 3600, READ},   {"1/d", 1, 86400, READ},
    {"1/y", 1, 31536000, READ}, {"/wk", 1, 604800, READ}, {0},
};

static const struct cairn_unit data_units[] = {
    {"B", 1, 1, SHOWN},
    {"kB", 1e3, 1, SHOWN},
    {"MB", 1e6, 1, SHOWN},
    {"GB", 1e9, 1, SHOWN},
    {"TB", 1e12, 1, SHOWN},
    {"PB", 1e15, 1, SHOWN},
    {"KiB", 1024, 1, READ},
    {"MiB", 1048576, 1, READ},
    {"GiB", 1073741824, 1, READ},
    {"TiB", 1099511627776, 1, READ},
    {"bit", 1, 8, READ},
    {"kbit", 1e3, 8, READ},
    {"Mbit", 1e6, 8, READ},
    {"Gbit", 1e9, 8, READ},
    {0},
};

static const struct cairn_unit bandwidth_units[] = {
    {"bit/s", 1, 1, SHOWN},
    {"kbit/s", 1e3, 1, SHOWN},
    {"Mbit/s", 1e6, 1, SHOWN},
    {"Gbit/s", 1e9, 1, SHOWN},
    {"Tbit/s", 1e12, 1, SHOWN},
    {"B/s", 8, 1, READ},
    {"kB/s", 8e3, 1, READ},
    {"MB/s", 8e6, 1, READ},
    {"GB/s", 8e9, 1, READ},
    {"kbps", 1e3, 1, READ},
    {"Mbps", 1e6, 1, READ},
    {"Gbps", 1e9, 1, READ},
    {0},
};

static const struct cairn_unit power_units[] = {
    {"uW", 1, 1e6, SHOWN},
    {"mW", 1, 1e3, SHOWN},
    {"W", 1, 1, SHOWN},
    {"kW", 1e3, 1, SHOWN},
    {"MW", 1e6, 1, SHOWN},
    {"µW", 1, 1e6, READ},
    {0},
};

static const struct cairn_unit energy_units[] = {
    {"nJ", 1, 1e9, SHOWN},
    {"uJ", 1, 1e6, SHOWN},
    {"mJ", 1, 1e3, SHOWN},
    {"J", 1, 1, SHOWN},
    {"kJ", 1e3, 1, SHOWN},
    {"kWh", 3.6e6, 1, SHOWN},
    {"MWh", 3.6e9, 1, SHOWN},
    {"GWh", 3.6e12, 1, SHOWN},
    {"MJ", 1e6, 1, READ},
    {"Wh", 3600, 1, READ},
    {"mWh", 3600, 1e3, READ},
    {"µJ", 1, 1e6, READ},
    {0},
};

static const struct cairn_unit energy_per_data_units[] = {
    {"nJ/bit", 8, 1e9, SHOWN},   {"uJ/bit", 8, 1e6, SHOWN},     {"kWh/GB", 3.6e6, 1e9, SHOWN},
    {"J/bit", 8, 1, READ},       {"mJ/bit", 8, 1e3, READ},      {"pJ/bit", 8, 1e12, READ},
    {"µJ/bit", 8, 1e6, READ},    {"J/B", 1, 1, READ},           {"J/kB", 1, 1e3, READ},
    {"J/MB", 1, 1e6, READ},      {"J/GB", 1, 1e9, READ},        {"Wh/GB", 3.6e3, 1e9, READ},
    {"Wh/MB", 3.6e3, 1e6, READ}, {"kWh/TB", 3.6e6, 1e12, READ}, {0},
};

static const struct cairn_unit energy_per_request_units[] = {
    {"nJ", 1, 1e9, SHOWN},        {"uJ", 1, 1e6, SHOWN},
    {"mJ", 1, 1e3, SHOWN},        {"J", 1, 1, SHOWN},
    {"kJ", 1e3, 1, SHOWN},        {"kWh", 3.6e6, 1, SHOWN},
    {"Wh", 3600, 1, READ},        {"mWh", 3600, 1e3, READ},
    {"µJ", 1, 1e6, READ},         {"J/request", 1, 1, READ},
    {"mJ/request", 1, 1e3, READ}, {"Wh/request", 3600, 1, READ},
    {"J/token", 1, 1, READ},      {"mJ/token", 1, 1e3, READ},
    {"Wh/token", 3600, 1, READ},  {0},
};

static const struct cairn_unit power_per_bandwidth_units[] = {
    {"W/Gbps", 1, 1e9, SHOWN},      {"W/Mbps", 1, 1e6, SHOWN},
    {"W/(Mbit/s)", 1, 1e6, READ},   {"W/(Gbit/s)", 1, 1e9, READ},
    {"W per Mbit/s", 1, 1e6, READ}, {"W per Gbit/s", 1, 1e9, READ},
    {"mW/Mbps", 1, 1e9, READ},      {"mW per Mbit/s", 1, 1e9, READ},
    {"W per bit/s", 1, 1, READ},    {0},
};

static const struct cairn_unit power_per_data_units[] = {
    {"W/TB", 1, 1e12, SHOWN},
    {"W/GB", 1, 1e9, SHOWN},
    {"mW/GB", 1, 1e12, READ},
    {"W/B", 1, 1, READ},
    {0},
};

static const struct cairn_unit intensity_units[] = {
    {"gCO2e/kWh", 1, 1, SHOWN},
    {"kgCO2e/kWh", 1e3, 1, READ},
    {"gCO2e/MWh", 1, 1e3, READ},
    {"kgCO2e/MWh", 1, 1, READ},
    {"tCO2e/MWh", 1e3, 1, READ},
    {"g/kWh", 1, 1, READ},
    {"kg/MWh", 1, 1, READ},
    {"kg/kWh", 1e3, 1, READ},
    {"lbCO2e/MWh", 453.59237, 1e3, READ},
    {"lb/MWh", 453.59237, 1e3, READ},
    {0},
};

static const struct cairn_unit mass_units[] = {
    {"mgCO2e", 1, 1e3, SHOWN}, {"gCO2e", 1, 1, SHOWN},
    {"kgCO2e", 1e3, 1, SHOWN}, {"tCO2e", 1e6, 1, SHOWN},
    {"ktCO2e", 1e9, 1, SHOWN}, {"mg", 1, 1e3, READ},
    {"g", 1, 1, READ},         {"kg", 1e3, 1, READ},
    {"t", 1e6, 1, READ},       {0},
};

static const struct cairn_unit mass_per_data_units[] = {
    {"kgCO2e/TB", 1e3, 1e12, SHOWN},
    {"kgCO2e/GB", 1e3, 1e9, READ},
    {"gCO2e/GB", 1, 1e9, READ},
    {"kg/TB", 1e3, 1e12, READ},
    {"kg/GB", 1e3, 1e9, READ},
    {"gCO2e/B", 1, 1, READ},
    {0},
};

static const struct cairn_unit mass_per_power_units[] = {
    {"kgCO2e/kW", 1, 1, SHOWN},
    {"gCO2e/W", 1, 1, READ},
    {"kg/kW", 1, 1, READ},
    {0},
};

static const struct cairn_unit mass_per_energy_capacity_units[] = {
    {"kgCO2e/kWh", 1e3, 3.6e6, SHOWN},
    {"kg/kWh", 1e3, 3.6e6, READ},
    {"gCO2e/J", 1, 1, READ},
    {0},
};

static const struct cairn_unit mass_per_money_units[] = {
    {"kgCO2e/USD", 1e3, 1, SHOWN},
    {"gCO2e/USD", 1, 1, READ},
    {"kg/USD", 1e3, 1, READ},
    {0},
};

static const struct cairn_unit water_per_energy_units[] = {
    {"L/kWh", 1, 1, SHOWN},
    {"L/MWh", 1, 1e3, READ},
    {"m3/MWh", 1, 1, READ},
    {0},
};

static const struct cairn_unit volume_units[] = {
    {"mL", 1, 1e3, SHOWN},
    {"L", 1, 1, SHOWN},
    {"m3", 1e3, 1, SHOWN},
    {0},
};

static const struct cairn_unit money_units[] = {
    {"USD", 1, 1, SHOWN},
    {"kUSD", 1e3, 1, SHOWN},
    {"MUSD", 1e6, 1, SHOWN},
    {0},
};

static const struct cairn_unit money_per_energy_units[] = {
    {"USD/kWh", 1, 1, SHOWN},
    {"USD/MWh", 1, 1e3, READ},
    {0},
};

static const struct cairn_unit money_per_time_units[] = {
    {"USD/y", 1, 8760, SHOWN}, {"USD/h", 1, 1, SHOWN},   {"USD/d", 1, 24, READ},
    {"USD/min", 60, 1, READ},  {"USD/s", 3600, 1, READ}, {0},
};

static const struct cairn_unit money_per_data_units[] = {
    {"USD/GB", 1, 1, SHOWN},
    {"USD/TB", 1, 1e3, READ},
    {"USD/MB", 1e3, 1, READ},
    {0},
};

static const struct cairn_unit money_per_request_units[] = {
    {"USD/Mrequest", 1, 1e6, SHOWN},
    {"USD/request", 1, 1, SHOWN},
    {"USD/krequest", 1, 1e3, READ},
    {"USD/token", 1, 1, READ},
    {"USD/ktoken", 1, 1e3, READ},
    {"USD/Mtoken", 1, 1e6, READ},
    {"USD", 1, 1, READ},
    {0},
};

static const struct cairn_unit money_per_mass_units[] = {
    {"USD/t", 1, 1, SHOWN},
    {"USD/tCO2e", 1, 1, READ},
    {"USD/kg", 1e3, 1, READ},
    {0},
};

static const struct cairn_unit fraction_units[] = {
    {"%", 1, 100, SHOWN},
    {0},
};

static const struct cairn_unit count_units[] = {
    {0},
};

static const struct cairn_unit temperature_units[] = {
    {"degC", 1, 1, SHOWN},
    {"°C", 1, 1, READ},
    {0},
};

static const struct cairn_unit growth_units[] = {
    {"%/y", 1, 100, SHOWN},
    {"/y", 1, 1, READ},
    {0},
};

static const struct cairn_dimension_type dimensions[CAIRN_N_DIMENSIONS] = {
    [CAIRN_TIME] = {"time", "a", "s", "200 ms", time_units, false},
    [CAIRN_RATE] = {"rate", "a", "/s", "16 /s", rate_units, false},
    [CAIRN_DATA] = {"amount of data", "an", "B", "110 kB", data_units, false},
    [CAIRN_BANDWIDTH] = {"bandwidth", "a", "bit/s", "50 Mbit/s", bandwidth_units, false},
    [CAIRN_POWER] = {"power", "a", "W", "5 W", power_units, false},
    [CAIRN_ENERGY] = {"energy", "an", "J", "1.2 kWh", energy_units, false},
    [CAIRN_ENERGY_PER_DATA] = {"energy per data", "an", "J/B", "0.03 kWh/GB", energy_per_data_units,
                               false},
    [CAIRN_ENERGY_PER_REQUEST] = {"energy per request", "an", "J", "0.3 J",
                                  energy_per_request_units, false},
    [CAIRN_POWER_PER_BANDWIDTH] = {"power per bandwidth", "a", "W per bit/s", "0.02 W/Mbps",
                                   power_per_bandwidth_units, false},
    [CAIRN_POWER_PER_DATA] = {"power per data stored", "a", "W/B", "0.6 W/TB", power_per_data_units,
                              false},
    [CAIRN_INTENSITY] = {"carbon intensity", "a", "gCO2e/kWh", "450 gCO2e/kWh", intensity_units,
                         false},
    [CAIRN_MASS] = {"mass of CO2e", "a", "gCO2e", "60 kgCO2e", mass_units, false},
    [CAIRN_MASS_PER_DATA] = {"mass of CO2e per data stored", "a", "gCO2e/B", "20 kgCO2e/TB",
                             mass_per_data_units, false},
    [CAIRN_MASS_PER_POWER] = {"mass of CO2e per power", "a", "gCO2e/W", "600 kgCO2e/kW",
                              mass_per_power_units, false},
    [CAIRN_MASS_PER_ENERGY_CAPACITY] = {"mass of CO2e per storage capacity", "a", "gCO2e/J",
                                        "80 kgCO2e/kWh", mass_per_energy_capacity_units, false},
    [CAIRN_MASS_PER_MONEY] = {"mass of CO2e per money", "a", "gCO2e/USD", "0.4 kgCO2e/USD",
                              mass_per_money_units, false},
    [CAIRN_WATER_PER_ENERGY] = {"water per energy", "a", "L/kWh", "0.2 L/kWh",
                                water_per_energy_units, false},
    [CAIRN_VOLUME] = {"volume", "a", "L", "3 L", volume_units, false},
    [CAIRN_MONEY] = {"sum of money", "a", "USD", "900 USD", money_units, false},
    [CAIRN_MONEY_PER_ENERGY] = {"price of energy", "a", "USD/kWh", "0.15 USD/kWh",
                                money_per_energy_units, false},
    [CAIRN_MONEY_PER_TIME] = {"price per time", "a", "USD/h", "0.8 USD/h", money_per_time_units,
                              false},
    [CAIRN_MONEY_PER_DATA] = {"price of data", "a", "USD/GB", "0.09 USD/GB", money_per_data_units,
                              false},
    [CAIRN_MONEY_PER_REQUEST] = {"price per request", "a", "USD/request", "2 USD/Mtoken",
                                 money_per_request_units, false},
    [CAIRN_MONEY_PER_MASS] = {"price of CO2e", "a", "USD/t", "80 USD/t", money_per_mass_units,
                              false},
    [CAIRN_FRACTION] = {"fraction", "a", "", "0.8 or 80 %", fraction_units, true},
    [CAIRN_COUNT] = {"number", "a", "", "40", count_units, true},
    [CAIRN_TEMPERATURE] = {"temperature", "a", "degC", "25 degC", temperature_units, false},
    [CAIRN_GROWTH] = {"change per year", "a", "/y", "12 %/y", growth_units, false},
};

const struct cairn_dimension_type *cairn_units_dimension(enum cairn_dimension dimension)
{
    return &dimensions[dimension];
}
