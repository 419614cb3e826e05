// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/csv_layout.h"

#include <algorithm>
#include <utility>

#include "record/csv_cells.h"
#include "record/csv_header.h"
#include "telemetryhub/engine/record/csv_format.h"

namespace telemetryhub::engine {

namespace {

/// As the header spells it.
std::string titleCell(const Channel& channel) {
    std::string cell;
    appendTextCell(cell, columnTitle(channel));
    return cell;
}

/// The channel that a cell of a header was made of, or that somebody else called so.
Channel channelOfCell(std::string_view cell) {
    std::string text;
    const bool isQuoted = cell.size() > 1 && cell.starts_with('"') && cell.ends_with('"');
    if (isQuoted) cell = cell.substr(1, cell.size() - 2);
    for (std::size_t i = 0; i < cell.size(); ++i) {
        text += cell[i];
        if (isQuoted && cell[i] == '"') ++i;  // two stand for one
    }
    return channelOfTitle(textIn(text));
}

}  // namespace

void CsvLayout::addDevice(DeviceId id, std::string name) {
    Device& device = findOrAdd(id);
    if (!name.empty()) device.name = std::move(name);
}

CsvLayout::Change CsvLayout::learn(DeviceId id, const ChannelSetPtr& channels) {
    Device& device = findOrAdd(id);
    Change change;
    const bool isNew = !device.channels;
    const std::size_t known = isNew ? 0 : device.channels->size();
    // Blocks that were held come with earlier sets than the newest one that was learnt.
    if (device.channels == channels || channels->size() < known) return change;
    device.channels = channels;
    if (isNew && !tellApart(device, change)) return change;
    if (device.hasRows) change.newColumns = placeColumns(device, known);
    return change;
}

bool CsvLayout::tellApart(Device& device, Change& change) {
    if (!m_written || m_severalDevices) return true;
    if (!m_onlyDevice) m_onlyDevice = device.id;
    if (*m_onlyDevice == device.id) return true;
    // A device that was removed and added again is the same one to who reads the table.
    const Device* only = find(*m_onlyDevice);
    if (only && only->name == device.name) return true;
    device.hasRows = *m_written == Header::CanGrow;
    change.severalDevices = device.hasRows;
    m_severalDevices = device.hasRows;
    return device.hasRows;
}

std::size_t CsvLayout::placeColumns(Device& device, std::size_t firstChannel) {
    const std::size_t before = m_columns.size();
    for (std::size_t i = firstChannel; i < device.channels->size(); ++i) {
        const Channel& channel = (*device.channels)[i];
        const std::size_t column = columnFor(channel, device);
        if (column == m_columns.size()) {
            if (m_written == Header::Fixed) {
                device.leftOut.push_back(i);
                continue;
            }
            m_columns.push_back(channel);
        }
        if (device.channelOfColumn.size() <= column) device.channelOfColumn.resize(column + 1, -1);
        device.channelOfColumn[column] = static_cast<int>(i);
    }
    return m_columns.size() - before;
}

/// A column of the same title that the device does not fill yet, else the one behind the last.
std::size_t CsvLayout::columnFor(const Channel& channel, const Device& device) const {
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const bool taken = i < device.channelOfColumn.size() && device.channelOfColumn[i] >= 0;
        if (!taken && m_columns[i].name == channel.name && m_columns[i].unit == channel.unit)
            return i;
    }
    return m_columns.size();
}

void CsvLayout::setWritten(Header header) {
    m_written = header;
    m_severalDevices = m_devices.size() > 1;
    if (m_devices.size() == 1) m_onlyDevice = m_devices.front().id;
}

void CsvLayout::adopt(std::string_view header) {
    const std::vector<std::string> cells = cellsOfLine(header);
    constexpr std::size_t kDevicePlace = 2;
    m_severalDevices = cells.size() > kDevicePlace && cells[kDevicePlace] == "device";
    const std::vector<Channel> ours = std::exchange(m_columns, {});
    std::vector<std::size_t> placeOf(ours.size());
    std::vector<bool> placed(ours.size());
    for (std::size_t i = kDevicePlace + (m_severalDevices ? 2 : 1); i < cells.size(); ++i) {
        std::size_t known = 0;
        while (known < ours.size() && (placed[known] || titleCell(ours[known]) != cells[i]))
            ++known;
        if (known < ours.size()) {
            placed[known] = true;
            placeOf[known] = m_columns.size();
        }
        m_columns.push_back(known < ours.size() ? ours[known] : channelOfCell(cells[i]));
    }
    for (Device& device : m_devices) {
        std::vector<int> moved(m_columns.size(), -1);
        for (std::size_t i = 0; i < device.channelOfColumn.size(); ++i)
            moved[placeOf[i]] = device.channelOfColumn[i];
        device.channelOfColumn = std::move(moved);
    }
}

const CsvLayout::Device* CsvLayout::find(DeviceId id) const {
    const auto found = std::find_if(m_devices.begin(), m_devices.end(),
                                    [id](const Device& device) { return device.id == id; });
    return found == m_devices.end() ? nullptr : &*found;
}

CsvLayout::Device& CsvLayout::findOrAdd(DeviceId id) {
    const auto found = std::find_if(m_devices.begin(), m_devices.end(),
                                    [id](const Device& device) { return device.id == id; });
    if (found != m_devices.end()) return *found;
    Device& device = m_devices.emplace_back();
    device.id = id;
    device.name = std::to_string(id.value);
    return device;
}

bool CsvLayout::complete() const {
    return std::all_of(m_devices.begin(), m_devices.end(), [](const Device& device) {
        return device.channels && device.channels->kind() == ChannelSetKind::Complete;
    });
}

std::string CsvLayout::header() const {
    const bool several = m_written ? m_severalDevices : m_devices.size() > 1;
    std::string line = several ? "time_utc,elapsed_s,device,seq" : "time_utc,elapsed_s,seq";
    for (const Channel& channel : m_columns) {
        line += ',';
        line += titleCell(channel);
    }
    line += "\r\n";
    return line;
}

std::string CsvLayout::firstDeviceCell() const {
    std::string cell;
    if (const Device* device = m_onlyDevice ? find(*m_onlyDevice) : nullptr)
        appendTextCell(cell, device->name);
    return cell;
}

}  // namespace telemetryhub::engine
