// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/csv_decoder.h"
#include "decode/nmea_decoder.h"
#include "decode/plotter_decoder.h"
#include "telemetryhub/engine/decode/auto_decoder.h"
#include "telemetryhub/engine/decode/decoder.h"

namespace telemetryhub::engine {

std::unique_ptr<Decoder> makeDecoder(const DecodeSettings& settings) {
    switch (settings.format) {
        case Format::Csv: return std::make_unique<CsvDecoder>();
        case Format::Plotter: return std::make_unique<PlotterDecoder>();
        case Format::Nmea: return std::make_unique<NmeaDecoder>();
        default: break;
    }
    return std::make_unique<AutoDecoder>();
}

}  // namespace telemetryhub::engine
