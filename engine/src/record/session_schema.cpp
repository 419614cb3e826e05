// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/session_schema.h"

#include <algorithm>

namespace telemetryhub::engine {

namespace {

/// `?1,?2,...`
std::string parameters(int first, int last) {
    std::string text;
    for (int i = first; i <= last; ++i) {
        if (i > first) text += ',';
        text += '?' + std::to_string(i);
    }
    return text;
}

int columnCount(std::string_view columns) {
    return static_cast<int>(std::count(columns.begin(), columns.end(), ',')) + 1;
}

std::string firstColumns(std::string_view columns, int count) {
    std::size_t end = 0;
    for (int i = 0; i < count; ++i)
        end = columns.find(',', end + 1);
    return std::string(columns.substr(0, end));
}

}  // namespace

std::string SessionTable::insert() const {
    return "INSERT INTO " + std::string(name) + " VALUES(" + parameters(1, columnCount(columns)) +
           ",row_checksum(" + parameters(1, checked) + "))";
}

std::string SessionTable::insertOrReplace() const {
    return insert().insert(std::string_view("INSERT").size(), " OR REPLACE");
}

std::string streamStartFact(DeviceId device) {
    return std::string(kStreamStartFact) + std::to_string(device.value);
}

std::string SessionTable::insertNumbered() const {
    return "INSERT INTO " + std::string(name) + " SELECT number," +
           parameters(1, columnCount(columns) - 1) + ",row_checksum(number," +
           parameters(1, checked - 1) + ") FROM (SELECT coalesce(max(id),0)+1 AS number FROM " +
           std::string(name) + ")";
}

std::string SessionTable::isSound() const {
    return "checksum=row_checksum(" + firstColumns(columns, checked) + ")";
}

std::string SessionTable::select(std::string_view rest) const {
    return "SELECT " + std::string(columns) + "," + isSound() + " FROM " + std::string(name) + " " +
           std::string(rest);
}

}  // namespace telemetryhub::engine
