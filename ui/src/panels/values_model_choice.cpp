// SPDX-License-Identifier: GPL-3.0-or-later
// What the operator chooses of the values: which are shown, where, and which on the big screen.
#include <algorithm>

#include "panels/values_model.h"

namespace telemetryhub::ui {

void ValuesModel::setFilter(const QString& text) {
    if (text.trimmed() == m_filter) return;
    m_filter = text.trimmed();
    m_listChanged = true;
    update();
}

void ValuesModel::setChoosing(bool choosing) {
    if (choosing == m_choosing) return;
    m_choosing = choosing;
    m_listChanged = true;
    update();
}

void ValuesModel::setHidden(const QModelIndex& index, bool hidden) {
    if (!index.isValid()) return;
    m_choice.setHidden(tileAt(index).key, hidden);
    update();
}

void ValuesModel::hideAll(bool hidden) {
    for (const Tile& tile : m_tiles)
        m_choice.setHidden(tile.key, hidden);
    update();
}

bool ValuesModel::setBig(const QModelIndex& index, bool big) {
    if (!index.isValid() || !m_choice.setBig(tileAt(index).key, big)) return false;
    update();
    return true;
}

void ValuesModel::move(const QStringList& keys, int row) {
    QStringList order;
    QStringList moved;
    qsizetype at = -1;
    for (int i = 0; i < static_cast<int>(m_tiles.size()); ++i) {
        if (i == row) at = order.size();
        const QString& key = m_tiles[static_cast<std::size_t>(i)].key;
        (keys.contains(key) ? moved : order) << key;
    }
    if (moved.isEmpty()) return;
    if (at < 0) at = order.size();
    for (qsizetype i = 0; i < moved.size(); ++i)
        order.insert(at + i, moved[i]);
    m_choice.setOrder(order);
    update();
}

void ValuesModel::restoreChoice(QSettings& settings) {
    m_choice.restore(settings);
    m_listChanged = true;
    update();
}

}  // namespace telemetryhub::ui
